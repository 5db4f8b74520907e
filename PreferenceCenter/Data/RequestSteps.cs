using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Steps of a privacy request, and its short number.</summary>
internal static class RequestSteps
{
    /// <summary>Adds an entry to the request's history.</summary>
    public static PrivacyRequestEntry Add(
        this CenterContext context,
        PrivacyRequestRow request,
        PrivacyRequestStep step,
        Act act,
        string? text = null
    )
    {
        var entry = new PrivacyRequestEntry
        {
            Id = Guid.CreateVersion7(act.At),
            RequestId = request.Id,
            Number = ++request.Entries,
            At = act.At,
            Step = step,
            ActorId = act.Actor.Kind == ActorKind.System ? null : act.Actor.Id,
            Text = text,
        };
        context.RequestEntries.Add(entry);
        return entry;
    }

    /// <summary>Clears the proposed decision.</summary>
    public static void DropProposal(this PrivacyRequestRow request) =>
        (
            request.Proposed,
            request.ProposedEntry,
            request.ProposedBy,
            request.ProposedAt,
            request.ProposedGround,
            request.ProposedUntil,
            request.ProposedSeq
        ) = (null, null, null, null, null, null, 0);

    /// <summary>
    /// The number of the next new request. Unique because whoever adds a request holds the lock of administration, or
    /// SQLite's only one for writing.
    /// </summary>
    public static int NextRequestNumber(this CenterContext context) =>
        Math.Max(
            context.Requests.Max(r => (int?)r.Number) ?? 0,
            context.Requests.Local.Select(r => r.Number).DefaultIfEmpty().Max()
        ) + 1;
}
