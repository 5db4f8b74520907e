using System.Globalization;
using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>
/// Makes a database of subscribers through the product's own ledger: what an import writes, with events, evidence and
/// seals. It writes large groups instead of the short slices that let other changes in between.
/// </summary>
internal static class CrowdMaker
{
    private const int GroupSize = 1024;

    public static async Task MakeAsync(Place place, Crowd crowd, DateTimeOffset now, CancellationToken cancel)
    {
        using var database = place.Open();
        await database.MigrateAsync(cancel);
        await using (var context = database.CreateContext())
            TopicMaker.Make(context);
        Fill(database, crowd, now, cancel);
        await place.SettleAsync(cancel);
    }

    private static void Fill(Database database, Crowd crowd, DateTimeOffset now, CancellationToken cancel)
    {
        // No address is suppressed here, so any key will do.
        var settings = new LedgerSettings(Policy.Default, new AddressHasher(new byte[32]), TimeSpan.FromMinutes(2));
        using var store = database.OpenWriteStore();
        var sinceMaintenance = 0;
        foreach (var group in Enumerable.Range(0, crowd.People).Chunk(GroupSize))
        {
            cancel.ThrowIfCancellationRequested();
            if (!store.TryBegin(settings.Patience))
                throw new InvalidOperationException("Somebody else holds the new database.");
            var batch = new Batch(store, settings);
            Submission.Run([.. group.Select(number => Join(number, crowd, now))], batch);
            store.Write(batch.Set);
            store.Commit();
            if ((sinceMaintenance += group.Length) < 100_000)
                continue;
            database.Maintain();
            sinceMaintenance = 0;
        }
    }

    private static PersonChange Join(int number, Crowd crowd, DateTimeOffset now)
    {
        var address = EmailAddress.TryParse(AddressOf(number))!;
        var topics = Enumerable
            .Range(1, number < crowd.WithEveryTopic ? Crowd.Topics : Crowd.TopicsEach)
            .ToDictionary(topic => (long)topic, _ => (long)Frequency.Every);
        var evidence = new Evidence
        {
            Source = "list.csv",
            Line = number + 2,
            Grade = "A",
            ObtainedAt = now,
            Method = "form",
            Text = "Yes, please write to me about these.",
            ObtainedIp = "192.0.2.0",
        };
        return new PersonChange(
            PersonKey.Of(address),
            new Assert(topics),
            new Act(Channel.Import, Actor.System, now, LawfulBasis.Consent, 1, 0),
            evidence
        )
        {
            Register = new Registration(address, "en", string.Create(CultureInfo.InvariantCulture, $"Person {number}")),
            Notify = false,
        };
    }

    public static string AddressOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"person.{number}@example.com");
}
