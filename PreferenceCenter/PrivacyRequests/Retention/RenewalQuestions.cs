using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>What asking the people of a topic again would mean, and what came of it so far.</summary>
/// <param name="ToAsk">Who would be asked now.</param>
/// <param name="NotNow">Who agreed to an older purpose and may not be emailed now.</param>
/// <param name="Asked">Who was asked about the present purpose.</param>
/// <param name="Answered">Of them, those with whom no question is open any more.</param>
internal sealed record RenewalCounts(long ToAsk, long NotNow, long Asked, long Answered);

/// <summary>
/// Asks subscribers once to renew their consent, many at once. Whoever was asked is not asked again, so a run that was
/// cut short is finished by another one.
/// </summary>
internal sealed class RenewalQuestions(
    StaffAuthorizer staff,
    RetentionStore store,
    CatalogueCache catalogue,
    ChangeWriter writer,
    TimeProvider clock
)
{
    private const int AtOnce = 256;

    /// <summary>Asks whoever agreed to an older purpose of the topic, and may be emailed about it.</summary>
    /// <returns>How many are asked.</returns>
    public Task<long> AskAsync(Topic topic, StaffBy by)
    {
        staff.Permit(by, StaffPolicies.ManageCatalogue);
        return AskAllAsync(
            store
                .PeopleOf(topic.Number)
                .Where(p => IsOutdated(p, topic.Notice!))
                .Select(p => (p.Id, KeyOf(p, topic.Notice!))),
            [topic],
            by
        );
    }

    /// <summary>Asks these subscribers whether they still want those of the topics that they are subscribed to.</summary>
    /// <param name="people">Each with the key of the question, which is sent once.</param>
    /// <returns>How many are asked.</returns>
    public async Task<long> AskAllAsync(
        IEnumerable<(long Id, string OnceKey)> people,
        IReadOnlyList<Topic> topics,
        StaffBy by
    )
    {
        staff.Permit(by, StaffPolicies.ManageCatalogue);
        var open = people
            .Chunk(AtOnce)
            .SelectMany(page =>
            {
                var queued = store.QueuedOf(page.Select(p => p.OnceKey));
                return page.Where(p => !queued.Contains(p.OnceKey));
            });
        long asked = 0;
        // Some hundreds are committed together. They are read in chunks, so that memory does not grow with the list;
        // and whoever asks may be dismissed meanwhile.
        foreach (var some in open.Chunk(AtOnce))
            asked += await PutAsync(some, topics, staff.Permit(by, StaffPolicies.ManageCatalogue), dryRun: false);
        return asked;
    }

    /// <summary>Counts whom <see cref="AskAsync"/> would ask, by the same questions, and who was asked. Nothing is changed.</summary>
    public async Task<RenewalCounts> CountAsync(Topic topic, CancellationToken cancel)
    {
        var notice = topic.Notice!;
        var told = new RenewalCounts(0, 0, 0, 0);
        foreach (var page in store.PeopleOf(topic.Number).Chunk(AtOnce))
        {
            cancel.ThrowIfCancellationRequested();
            var queued = store.QueuedOf(page.Select(p => KeyOf(p, notice)));
            var asked = page.Where(p => queued.Contains(KeyOf(p, notice))).ToList();
            (long, string)[] others =
            [
                .. page.Where(p => p.On && IsOutdated(p, notice))
                    .Select(p => (p.Id, KeyOf(p, notice)))
                    .Where(p => !queued.Contains(p.Item2)),
            ];
            var toAsk = await PutAsync(
                others,
                [topic],
                Act.By(Actor.System, Channel.System, clock.GetUtcNow()),
                dryRun: true
            );
            told = new RenewalCounts(
                told.ToAsk + toAsk,
                told.NotNow + others.Length - toAsk,
                told.Asked + asked.Count,
                told.Answered + asked.Count(p => !(p.On && p.Waits))
            );
        }
        return told;
    }

    // A dry run asks the same of each person: who may be emailed is what the question itself looks at.
    private async Task<int> PutAsync(
        (long Id, string OnceKey)[] people,
        IReadOnlyList<Topic> topics,
        Act by,
        bool dryRun
    )
    {
        var act = by with { Notices = catalogue.Current.Notices };
        var results = await Task.WhenAll(
            people.Select(p => writer.DoAsync(new RenewalQuestion(p.Id, topics, p.OnceKey, act) { DryRun = dryRun }))
        );
        return results.Count(r => r.Outcome == ChangeOutcome.Done);
    }

    // A consent that has ended is not asked about: it ended because nobody said yes again.
    private bool IsOutdated(TopicPerson person, TopicNotice notice) =>
        notice.IsNewTo(person.Notice) && !notice.EndedBy(person.Notice, clock.GetUtcNow());

    private static string KeyOf(TopicPerson person, TopicNotice notice) =>
        Invariant($"renewal:{notice.Purposes[^1].Notice}:{person.Id}");
}
