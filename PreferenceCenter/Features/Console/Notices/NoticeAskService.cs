using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Insights;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Notices;

/// <summary>Whom a question about a topic's new purpose is for, in steps of five.</summary>
/// <param name="MayAsk">Whether anybody would be asked.</param>
/// <param name="Until">When consent to an older purpose ends: from then on nobody is emailed about the topic, nor asked.</param>
internal sealed record NoticeAsk(RenewalCounts Counts, bool MayAsk, DateTimeOffset Until, bool IsOver);

/// <summary>Asks people by email to agree to a topic's new purpose, by the same questions as the command <c>notices ask</c>.</summary>
internal sealed class NoticeAskService(
    StaffAuthorizer staff,
    CatalogueCache catalogue,
    RenewalQuestions questions,
    ChangeWriter writer,
    TimeProvider clock
) : ConsoleService(staff)
{
    /// <summary>Counts whom a question would go to, and changes nothing.</summary>
    /// <returns>Null where the topic has the purpose it always had.</returns>
    public async Task<NoticeAsk?> CountAsync(StaffTicket? ticket, string key, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ReadCatalogue);
        if (OfNewPurpose(key) is not { } topic)
            return null;
        // Everybody on the topic is looked at: nobody's page waits for it.
        var counts = await Task.Run(() => questions.CountAsync(topic, cancel), cancel);
        var until = topic.Notice!.Purposes[^1].From;
        return new NoticeAsk(
            new RenewalCounts(
                CountSteps.Of(counts.ToAsk),
                CountSteps.Of(counts.NotNow),
                CountSteps.Of(counts.Asked),
                CountSteps.Of(counts.Answered)
            ),
            counts.ToAsk > 0,
            until,
            until <= clock.GetUtcNow()
        );
    }

    /// <summary>
    /// Asks everybody once. A run that is cut short is finished by the next one; the same form sent again asks nobody.
    /// </summary>
    /// <returns>How many are asked, in steps of five.</returns>
    public async Task<long> AskAsync(StaffTicket? ticket, string key)
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        var topic = OfNewPurpose(key) ?? throw new ArgumentException("No new purpose", nameof(key));
        var asked = await Task.Run(() => questions.AskAsync(topic, who.By));
        return await writer.DoAsync(
            new AdminChange<long>(
                Permit(who, StaffPolicies.ManageCatalogue),
                _ => AdminResult.Written(CountSteps.Of(asked))
            )
        );
    }

    private Topic? OfNewPurpose(string key) =>
        catalogue.Refresh().ByKey.GetValueOrDefault(key)?.Topic is { Notice.Purposes.Count: > 0 } topic ? topic : null;
}
