using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Faults;

/// <summary>A fault as JSON, for where it is kept until somebody reads it in their language.</summary>
internal static class FaultJson
{
    public static JsonObject Write(Fault fault) =>
        new()
        {
            ["path"] = fault.Place.Path,
            ["line"] = fault.Place.Line,
            ["code"] = WireName.Of(fault.Code),
            ["arguments"] = new JsonArray([.. fault.Arguments.Select(Write)]),
        };

    /// <returns>Null for a code that only a later version of the program knows.</returns>
    public static Fault? Read(JsonNode fault) =>
        WireName.Parse<FaultCode>(fault["code"]!.GetValue<string>()) is { } code
        && fault["arguments"]!.AsArray().Select(a => Argument(a!)).ToList() is var arguments
        && arguments.All(a => a is not null)
            ? new Fault(
                new FaultPlace(fault["path"]!.GetValue<string>(), fault["line"]!.GetValue<long>()),
                code,
                [.. arguments.Select(a => a!.Value)]
            )
            : null;

    private static JsonNode Write(FaultArgument argument) =>
        argument.Value switch
        {
            long number => JsonValue.Create(number),
            DateOnly day => new JsonObject { ["day"] = day.ToString("O", CultureInfo.InvariantCulture) },
            Fault reason => Write(reason),
            var text => JsonValue.Create((string)text),
        };

    private static FaultArgument? Argument(JsonNode argument) =>
        argument switch
        {
            JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.GetValue<long>(),
            JsonValue value => value.GetValue<string>(),
            { } day when day["day"] is { } text => DateOnly.ParseExact(
                text.GetValue<string>(),
                "O",
                CultureInfo.InvariantCulture
            ),
            _ => Read(argument) is { } reason ? (FaultArgument?)reason : null,
        };
}
