using System.Globalization;
using PreferenceCenter.Benchmarks.Databases;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>
/// Compares what was acknowledged with what was written: a fast answer that wrote nothing does not count.
/// </summary>
internal sealed class Books
{
    private readonly Place place;
    private readonly long events;

    private Books(Place place) => (this.place, events) = (place, Count(place, "LedgerEvents"));

    public static Books Open(Installation installation) => new(installation.Place);

    /// <param name="changes">Number of acknowledged changes, each with at least one event.</param>
    public void Close(long changes, int eventsEach = 1)
    {
        var written = Count(place, "LedgerEvents") - events;
        if (written < changes * eventsEach)
            throw new InvalidOperationException(
                $"{changes} changes were acknowledged and {written} events are in the ledger instead of {changes * eventsEach}."
            );
        if (Count(place, "Outbox") == 0)
            throw new InvalidOperationException("No confirmation mail waits in the outbox.");
    }

    /// <summary>Checks that exactly so many mails were sent and none waits.</summary>
    public static void CloseOutbox(Installation installation, int sent)
    {
        var (all, done) = (Count(installation.Place, "Outbox"), Count(installation.Place, "Outbox", "\"State\" = 1"));
        if (all != sent || done != sent)
            throw new InvalidOperationException($"Of {all} mails {done} were sent instead of {sent}.");
    }

    public static long Count(Place place, string table, string which = "1 = 1")
    {
        using var database = place.Open();
        using var session = database.Read();
        return Convert.ToInt64(
            session[$"""SELECT COUNT(*) FROM "{table}" WHERE {which}"""].ExecuteScalar(),
            CultureInfo.InvariantCulture
        );
    }
}
