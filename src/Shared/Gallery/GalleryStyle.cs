namespace Examples.Shared.Gallery;

/// <summary>The style of the gallery: light and dark, wide and narrow, on screen and on paper.</summary>
internal static class GalleryStyle
{
    public const string Css = """

        :root { --ink: #1f2328; --soft: #57606a; --paper: #ffffff; --panel: #f6f8fa; --line: #d0d7de; --link: #0550ae;
          --good: #116329; --bad: #a40e26; --keyword: #a31545; --string: #0a3069; --comment: #57606a; --type: #6639ba; --number: #0550ae; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6edf3; --soft: #9da7b3; --paper: #0d1117; --panel: #161b22; --line: #3d444d; --link: #79b8ff;
            --good: #56d364; --bad: #ff8f87; --keyword: #ff9aa2; --string: #a5d6ff; --comment: #9da7b3;
            --type: #d2a8ff; --number: #79c0ff; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; max-width: 76rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif;
               color: var(--ink); background: var(--paper); }
        a { color: var(--link); }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -100rem; }
        .skip:focus { left: 1rem; background: var(--paper); padding: .5rem; }
        nav h2 { font-size: 1rem; margin: .75rem 0 0; }
        nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 0; padding: 0; list-style: none; }
        nav a { display: inline-block; padding: .2rem 0; }
        article { border-top: 1px solid var(--line); padding: 1rem 0; }
        h3 { margin: 0; font-size: 1.3rem; }
        .slides { color: var(--soft); }
        .identical { color: var(--good); }
        .equaltorounding { color: var(--good); }
        .differs { color: var(--bad); }
        .figures { display: flex; flex-wrap: wrap; gap: .75rem; align-items: flex-start; }
        img { max-width: 100%; height: auto; border-radius: .4rem; background: #ffffff; }
        summary { cursor: pointer; padding: .4rem 0; font-weight: 600; }
        pre, .pair section { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem;
                             overflow: auto; font: .8rem/1.45 ui-monospace, monospace; margin: .25rem 0; }
        .pair { width: min(96vw, 120rem); margin-left: calc(50% - min(48vw, 60rem));
                display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .75rem; }
        .pair pre { border: 0; padding: 0; margin: 0; overflow: visible; }
        .pair h4 { margin: 0 0 .5rem; font: 600 1rem/1.5 system-ui, sans-serif; }
        .keyword, .controlKeyword, .preprocessorKeyword { color: var(--keyword); }
        .string, .stringCSharpVerbatim { color: var(--string); }
        .comment, .xmlDocTag, .xmlDocComment { color: var(--comment); }
        .className, .type, .typeVariable { color: var(--type); }
        .number { color: var(--number); }
        @media (max-width: 50rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
        @media print {
          :root { --ink: #000; --paper: #fff; --panel: #fff; }
          nav, .skip { display: none; }
          article, img { break-inside: avoid; }
          pre, .pair section { overflow: visible; white-space: pre-wrap; }
        }

        """;
}
