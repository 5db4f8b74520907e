using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>Makes confirmation mails that are due, as the product makes them: each subscriber left a topic.</summary>
internal static class DueMails
{
    public static void Make(Place place, int count, DateTimeOffset now)
    {
        var settings = new LedgerSettings(Policy.Default, new AddressHasher(new byte[32]), TimeSpan.Zero);
        using var database = place.Open();
        using var store = database.OpenWriteStore();
        if (!store.TryBegin(settings.Patience))
            throw new InvalidOperationException("Somebody else holds the copy.");
        var batch = new Batch(store, settings);
        Submission.Run([.. Enumerable.Range(0, count).Select(number => Leave(number, now))], batch);
        store.Write(batch.Set);
        store.Commit();
    }

    private static PersonChange Leave(int number, DateTimeOffset now) =>
        new(
            PersonKey.Of(EmailAddress.TryParse(CrowdMaker.AddressOf(number))!),
            new Leave(1),
            new Act(Channel.OneClick, Actor.Person, now, LawfulBasis.Consent, 1, 0),
            new Evidence { Ip = "192.0.2.0" }
        );
}
