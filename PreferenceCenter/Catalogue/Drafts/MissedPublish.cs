using System.Text.Json.Nodes;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Drafts;

/// <summary>Why a draft was not published at the time set. It is kept with the draft until somebody edits it or sets a time.</summary>
/// <param name="At">The time that was set.</param>
/// <param name="Fault">What was wrong; null where whoever set the time, or edited the draft last, had no right to publish any more.</param>
internal sealed record MissedPublish(DateTimeOffset At, Fault? Fault)
{
    public string ToJson() =>
        new JsonObject
        {
            ["at"] = At.ToUnixTimeMilliseconds(),
            ["fault"] = Fault is null ? null : FaultJson.Write(Fault),
        }.ToJsonString();

    public static MissedPublish? Parse(string? json) =>
        json is null ? null
        : JsonNode.Parse(json) is { } kept
            ? new MissedPublish(
                DateTimeOffset.FromUnixTimeMilliseconds(kept["at"]!.GetValue<long>()),
                kept["fault"] is { } fault ? FaultJson.Read(fault) ?? new Fault("file", FaultCode.CatalogueMoved) : null
            )
        : null;
}
