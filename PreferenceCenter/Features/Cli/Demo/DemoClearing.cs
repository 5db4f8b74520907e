using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates.Kept;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// Takes the demo away: erases its people, removes its accounts and templates, archives its topics. What it finds done stays done, so
/// it can be run again after an interruption.
/// </summary>
/// <param name="settings">No suppression and no proof is kept of people whom nobody is.</param>
internal sealed class DemoClearing(
    Database database,
    SubscriberReader subscribers,
    AddressChangeStore addresses,
    MailboxReader mailboxes,
    ChangeWriter writer,
    StaffOnboarding onboarding,
    TopicChanges topics,
    FormChanges forms,
    KeptTemplates templates,
    CatalogueCache catalogue,
    ErasureSettings settings,
    TimeProvider clock
)
{
    private const int AtOnce = 32;

    private readonly ErasureService erasures = new(
        subscribers,
        addresses,
        mailboxes,
        writer,
        settings with
        {
            KeepSuppression = false,
            KeepProofFor = null,
        }
    );

    /// <summary>What was taken away, and who could not be: a legal hold stops every erasure.</summary>
    internal sealed record Result(int Erased, int Held, int Accounts, int Topics);

    /// <summary>The topics of the demo that somebody real is subscribed to. Then nothing is taken away.</summary>
    public async Task<IReadOnlyList<string>> HeldByRealPeopleAsync()
    {
        var held = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var topic in DemoTopics())
        {
            await using var context = database.CreateContext();
            var people = context
                .Choices.Where(c => c.Aspect == topic.Number)
                .Join(
                    context.Subscribers.Where(s => !EF.Functions.Like(s.AddressKey, "%@" + DemoNames.Domain)),
                    c => c.SubscriberId,
                    s => s.Id,
                    (_, s) => s.Id
                );
            await foreach (var person in people.AsAsyncEnumerable())
                if ((await subscribers.FindAsync(PersonKey.Of(person)))?.State[topic.Number].On == true)
                {
                    held.Add(topic.Key);
                    break;
                }
        }
        return [.. held];
    }

    public async Task<Result> RunAsync(Actor by, Action<int>? progress, CancellationToken cancel)
    {
        var (erased, held) = (0, 0);
        await DropDeskAsync(by);
        await Parallel.ForEachAsync(
            People(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (person, _) =>
            {
                var act = new Act(Channel.Command, by, clock.GetUtcNow(), LawfulBasis.None, 0, 0);
                if (await erasures.EraseAsync(PersonKey.Of(person), act, certify: false))
                    progress?.Invoke(Interlocked.Increment(ref erased));
                else if (await subscribers.FindAsync(PersonKey.Of(person)) is not null)
                    Interlocked.Increment(ref held);
            }
        );
        var accounts = await onboarding.RemoveAsync(AccountIds(), by);
        await DemoTemplates.RemoveAsync(templates, new StaffBy(by, Channel.Command));
        return new Result(erased, held, accounts, await ArchiveAsync(new StaffBy(by, Channel.Command)));
    }

    // The requests first: a legal hold on one of them would stop the erasure.
    private Task<bool> DropDeskAsync(Actor by) =>
        writer.DoAsync(
            new AdminChange<bool>(
                Act.By(by, Channel.Command, clock.GetUtcNow()),
                context =>
                {
                    var ours = context.Requests.Where(r => r.Id >= DemoId.First && r.Id <= DemoId.Last);
                    var ids = ours.Select(r => r.Id);
                    context.RequestFiles.Where(f => ids.Contains(f.RequestId)).ExecuteDelete();
                    context.RequestEntries.Where(e => ids.Contains(e.RequestId)).ExecuteDelete();
                    var dropped = ours.ExecuteDelete();
                    context.RecipientNotices.Where(n => DemoUpkeep.Recipients.Contains(n.Recipient)).ExecuteDelete();
                    string[] recipients =
                    [
                        .. context
                            .Recipients.Where(r => EF.Functions.Like(r.Contact, "%." + DemoNames.Domain))
                            .Select(r => r.Key),
                    ];
                    context.Recipients.Where(r => recipients.Contains(r.Key)).ExecuteDelete();
                    foreach (var pattern in new[] { "%@" + DemoNames.Domain, "%." + DemoNames.Domain })
                    {
                        context.Run(ErasureSql.OptInsLike, ("@pattern", pattern));
                        context.Run(ErasureSql.MailsLike, ("@pattern", pattern));
                    }
                    return dropped + recipients.Length == 0
                        ? AdminResult.Unwritten(false)
                        : AdminResult.Written(
                            true,
                            [
                                .. recipients.Select(key => new AdminEvent(
                                    EventKind.RecipientChanged,
                                    0,
                                    0,
                                    new Evidence { Detail = key }
                                )),
                            ]
                        );
                }
            )
        );

    private long[] People()
    {
        using var context = database.CreateContext();
        return
        [
            .. context
                .Subscribers.Where(s =>
                    EF.Functions.Like(s.AddressKey, "%@" + DemoNames.Domain)
                    || (s.PublicId >= DemoId.First && s.PublicId <= DemoId.Last)
                )
                .Select(s => s.Id),
        ];
    }

    private Guid[] AccountIds()
    {
        using var context = database.CreateContext();
        return
        [
            .. context
                .StaffAccounts.Where(a =>
                    (a.Id >= DemoId.First && a.Id <= DemoId.Last)
                    || DemoData.AccountAddresses.Contains(a.NormalizedEmail)
                )
                .Select(a => a.Id),
        ];
    }

    // By key and number: somebody else's topic may have the same key.
    private List<Topic> DemoTopics()
    {
        var known = catalogue.Refresh();
        return
        [
            .. TopicFileReader
                .Read(DemoSeed.Read("demo-topics.json"), [])!
                .Topics.Select(t =>
                    known.ByKey.GetValueOrDefault(t.Key)?.Topic is { } topic && topic.Number == t.Number ? topic : null
                )
                .OfType<Topic>(),
        ];
    }

    // A form whose topics are archived offers nothing: it is a draft again, if all its topics are the demo's.
    private async Task<int> ArchiveAsync(StaffBy by)
    {
        var open = DemoTopics().Where(t => t.State != TopicState.Archived).Select(t => t.Key).ToArray();
        if (open.Length == 0)
            return 0;
        var (known, keys) = (catalogue.Refresh(), DemoTopics().Select(t => t.Key).ToHashSet());
        var offered = FormFileReader
            .Read(DemoSeed.Read("demo-forms.json"), [])!
            .Forms.Where(f => known.Forms.TryGetValue(f.Key, out var form) && form.Definition.Topics.All(keys.Contains))
            .Select(f => f with { Published = false, Definition = known.Forms[f.Key].Definition })
            .ToList();
        if (offered.Count > 0)
            await forms.ApplyAsync(new Catalogue.Forms.FormFile(offered), by);
        var json =
            $$"""{"topics":[{{string.Join(',', open.Select(key => $$"""{"key":"{{key}}","state":"archived"}"""))}}]}""";
        var plan = await topics.ApplyAsync(TopicFileReader.Read(System.Text.Encoding.UTF8.GetBytes(json), [])!, by);
        return plan.Changed.Count;
    }
}
