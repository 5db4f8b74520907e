using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates.Kept;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>
/// Makes the demo organisation: its topics, notices and forms, and subscribers with a plausible past year. Every change
/// is made through the change writer, which must be running. No mail is sent.
/// </summary>
internal sealed class DemoSeed(
    Database database,
    SubscriberReader people,
    ChangeWriter writer,
    LedgerNames names,
    TopicChanges topics,
    NoticeChanges notices,
    FormChanges forms,
    KeptTemplates templates,
    CatalogueCache catalogue,
    Site site,
    TimeProvider clock
)
{
    /// <summary>Number of subscribers that a first start in Development makes.</summary>
    public const int Usual = 200;

    private const int AtOnce = 2048;

    /// <summary>Address of the demo subscriber whose links are printed.</summary>
    public static EmailAddress ShownAround => DemoNames.Of(0).Address;

    /// <summary>
    /// Whether the database holds made-up subscribers only. Real lists are never mixed with the demo.
    /// </summary>
    public bool MayRun()
    {
        using var session = database.Read();
        return session[Sql.AnyoneOutside, "%@" + DemoNames.Domain].ExecuteScalar() is null;
    }

    public long CountPeople()
    {
        using var session = database.Read();
        return Convert.ToInt64(session[Sql.CountSubscribers].ExecuteScalar(), null);
    }

    /// <summary>Whether a first start fills the database: nobody is in it, and no topic but the demo's.</summary>
    public bool IsWanted()
    {
        if (CountPeople() > 0)
            return false;
        var offered = TopicFileReader.Read(Read("demo-topics.json"), [])!.Topics.Select(t => (t.Key, t.Number));
        return catalogue.Refresh().ByKey.Values.All(t => offered.Contains((t.Topic.Key, t.Topic.Number)));
    }

    /// <summary>
    /// Makes the organisation, and subscribers until there are as many as asked for. Returns how many were made.
    /// </summary>
    /// <exception cref="InvalidOperationException">The database holds real subscribers.</exception>
    public async Task<int> SeedAsync(int subscribers, Action<int>? progress, CancellationToken cancel)
    {
        if (!MayRun())
            throw new InvalidOperationException("There are people here whom the demo did not make.");
        var faults = new List<Fault>();
        if (TopicFileReader.Read(Read("demo-topics.json"), faults) is { } offered)
            faults.AddRange((await topics.ApplyAsync(offered, StaffBy.System)).Faults);
        if (NoticeFileReader.Read(Read("demo-notices.json"), faults) is { } words)
            faults.AddRange((await notices.ApplyAsync(words, StaffBy.System)).Faults);
        if (FormFileReader.Read(Read("demo-forms.json"), faults) is { } asked)
            faults.AddRange((await forms.ApplyAsync(asked, StaffBy.System)).Faults);
        faults.AddRange((await DemoTemplates.KeepAsync(templates)).Faults);
        if (faults.Count > 0)
            throw new InvalidDataException(string.Join('\n', faults.Select(FaultWords.English.Of)));

        var controller = await names.ControllerAsync(site.Controller);
        var known = catalogue.Refresh();
        var (now, made) = (clock.GetUtcNow(), 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, subscribers),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (number, _) =>
            {
                if (await people.FindAsync(PersonKey.Of(DemoNames.Of(number).Address)) is not null)
                    return;
                await SubmitLifeAsync(number, known, controller, now);
                progress?.Invoke(Interlocked.Increment(ref made));
            }
        );
        return made;
    }

    // One change after the other: a leave has a queue of its own and would overtake the sign-up.
    private async Task SubmitLifeAsync(int number, CatalogueSnapshot known, int controller, DateTimeOffset now)
    {
        var (address, name, language) = DemoNames.Of(number);
        var id = DemoId.New();
        foreach (var act in new DemoLife(number, known, language, now).Acts().OrderBy(a => a.At))
        {
            var by = act.Channel is Channel.Import or Channel.Mailbox ? Actor.System : Actor.Person;
            var result = await writer.SubmitAsync(
                new PersonChange(
                    PersonKey.Of(address),
                    act.Change,
                    new Act(act.Channel, by, act.At, LawfulBasis.Consent, controller, 0)
                    {
                        Notices = by == Actor.Person ? known.Notices : null,
                    },
                    act.Evidence
                )
                {
                    Register = new Registration(address, language, name, id),
                    Notify = false,
                }
            );
            if (result.Outcome == ChangeOutcome.Busy)
                throw new IOException("The database is busy. What was seeded stays; run it again.");
        }
    }

    internal static ReadOnlyMemory<byte> Read(string name)
    {
        using var stream = typeof(DemoSeed).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
