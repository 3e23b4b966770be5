using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Examples.Shared;

/// <summary>What a caller chose of a run; whatever was not chosen is the example's default.</summary>
public sealed class RunOptions
{
    private ImmutableDictionary<Setting, object> _chosen = ImmutableDictionary<Setting, object>.Empty;

    /// <summary>Whether a caller chose a setting.</summary>
    public bool Chose(Setting setting) => _chosen.ContainsKey(setting);

    /// <summary>Whether a caller chose a setting, and what.</summary>
    public bool Chose<T>(Setting<T> setting, [MaybeNullWhen(false)] out T chosen)
    {
        var isChosen = _chosen.TryGetValue(setting, out var value);
        chosen = isChosen ? (T)value! : default;
        return isChosen;
    }

    /// <summary>The same options with one more chosen, or chosen otherwise.</summary>
    public RunOptions With(Setting setting, object value) => new() { _chosen = _chosen.SetItem(setting, value) };

    /// <summary>What an example gets: what was chosen, or else its default.</summary>
    /// <exception cref="InvalidOperationException">The example does not have this setting.</exception>
    public T Get<T>(Setting<T> setting, ExampleAttribute info) => (T)Value(setting, info);

    /// <summary>The same, and for an example that does not have this setting nothing: 0, or null.</summary>
    public T? GetOrDefault<T>(Setting<T> setting, ExampleAttribute info) => setting.IsOf(info) ? Get(setting, info) : default;

    /// <summary>The settings that an example has and that decide what it computes, with their values; an empty text is left out.</summary>
    public IEnumerable<KeyValuePair<string, object>> Of(ExampleAttribute info) =>
        from setting in Settings.All
        where setting.IsOfComputation && setting.IsOf(info)
        let value = Value(setting, info)
        where value is not ""
        select KeyValuePair.Create(setting.Key, value);

    /// <summary>
    /// As arguments for another program of the same options, those that were chosen and that the example has: such as
    /// --lr=0.1, so that no value is taken for an option.
    /// </summary>
    /// <param name="info">The example.</param>
    /// <param name="others">Settings besides those that the twin takes too.</param>
    public IEnumerable<string> Arguments(ExampleAttribute info, params Setting[] others) =>
        from setting in Settings.All
        where (setting.IsOfTwin || others.Contains(setting)) && setting.IsOf(info) && Chose(setting)
        select string.Create(CultureInfo.InvariantCulture, $"{setting.Name}={_chosen[setting]}");

    private object Value(Setting setting, ExampleAttribute info) =>
        _chosen.TryGetValue(setting, out var value) ? value
        : setting.DefaultOf(info)
            ?? throw new InvalidOperationException($"{info.Name} has no {setting.Name}, because its [Example] gives no default for it.");
}
