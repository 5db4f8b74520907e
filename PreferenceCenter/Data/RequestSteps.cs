using System.Security.Cryptography;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>Steps of a privacy request, and its short number.</summary>
internal static class RequestSteps
{
    private const int FewestNumbers = 10_000;

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
            Id = RandomId.New(),
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
    /// A free number for a new request. Drawn, because numbers in order would count the events of receipt in the log:
    /// the email that names the number would lead to them. Unique because whoever adds a request holds the lock of
    /// administration, or SQLite's only one for writing.
    /// </summary>
    public static int NewRequestNumber(this CenterContext context)
    {
        var (taken, among) = (context.Requests.Count() + context.Requests.Local.Count, FewestNumbers);
        while (taken >= among / 2)
            among *= 10;
        while (true)
        {
            var number = RandomNumberGenerator.GetInt32(1, among);
            if (!context.Requests.Local.Any(r => r.Number == number) && !context.Requests.Any(r => r.Number == number))
                return number;
        }
    }
}
