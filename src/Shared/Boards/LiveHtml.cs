namespace Examples.Shared.Boards;

/// <summary>The page that shows a run.</summary>
internal static class LiveHtml
{
    /// <param name="example">Whose run.</param>
    /// <param name="token">Of this run: what the stop button must send, and what every event says.</param>
    /// <param name="nonce">That of the page's own style and script.</param>
    public static string Of(string example, string token, string nonce) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{{example}}: live</title>
        <link rel="icon" href="data:,">
        <style nonce="{{nonce}}">
        :root { --ink: #1f2328; --paper: #ffffff; --panel: #f6f8fa; --line: #d0d7de; --button: #a40e26; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --paper: #0d1117; --panel: #161b22; --line: #3d444d; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif;
               color: var(--ink); background: var(--paper); }
        h1 { margin: 0; font-size: 1.4rem; }
        header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: center; justify-content: space-between; }
        img { width: 100%; height: auto; aspect-ratio: 3 / 2; background: #ffffff; border-radius: .4rem; margin: .75rem 0; }
        pre { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem;
              overflow: auto; min-height: 6rem; }
        fieldset { border: 1px solid var(--line); border-radius: .4rem; display: flex; gap: 1rem; margin: 0; }
        button { font: inherit; color: #ffffff; background: var(--button); border: 0; border-radius: .4rem;
                 padding: .5rem 1rem; cursor: pointer; }
        button:disabled { background: #57606a; cursor: default; }
        :focus-visible { outline: 3px solid #0969da; outline-offset: 2px; }
        </style>
        </head>
        <body>
        <main>
        <header>
        <h1>{{example}}</h1>
        <p id="status" role="status">connecting</p>
        <fieldset id="scale"><legend>Loss axis</legend>
        <label><input type="radio" name="scale" value="" checked> as fits</label>
        <label><input type="radio" name="scale" value="linear"> linear</label>
        <label><input type="radio" name="scale" value="log"> logarithmic</label>
        </fieldset>
        <button id="stop" type="button">Stop training</button>
        </header>
        <img id="chart" alt="The loss curve of {{example}}"
             src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 900 600'/%3E">
        <h2>Last lines</h2>
        <pre id="lines" tabindex="0" role="region" aria-label="Last printed lines"></pre>
        </main>
        <script nonce="{{nonce}}">
        const by = id => document.getElementById(id);
        let source;
        function show(event) {
          const run = JSON.parse(event.data);
          if (run.token !== "{{token}}") return location.reload();
          if (run.svg) by("chart").src = "data:image/svg+xml;base64," + run.svg;
          by("chart").alt = "The loss curve of {{example}}: " + run.last;
          by("lines").textContent = run.lines.join("\n");
          by("status").textContent = run.status + ": " + run.last;
          if (run.status !== "running") { source.close(); by("stop").disabled = by("scale").disabled = true; }
        }
        function listen() {
          source?.close();
          source = new EventSource("/events?scale=" + document.querySelector("input[name=scale]:checked").value);
          source.onmessage = show;
          source.onerror = () => { by("status").textContent = "the run has ended, or its page is gone"; };
        }
        document.querySelectorAll("input[name=scale]").forEach(input => input.addEventListener("change", listen));
        by("stop").addEventListener("click", async () => {
          const answer = await fetch("/stop", { method: "POST", headers: { "X-Token": "{{token}}" } }).catch(() => null);
          if (!answer?.ok) by("status").textContent = "it could not be stopped: the run has ended, or its page is gone";
        });
        listen();
        </script>
        </body>
        </html>
        """;
}
