using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Examples.Shared;

/// <summary>
/// JSON for machines that people may read too: indented, names in camelCase, letters as they are, what is null left out,
/// and NaN and ∞ as texts.
/// </summary>
public static class Json
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>An object with its public properties, without a line feed at the end.</summary>
    public static string Of(object value) => JsonSerializer.Serialize(value, s_options);
}
