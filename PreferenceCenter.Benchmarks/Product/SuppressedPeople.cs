using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>Puts every tenth subscriber on the suppression list, as bounces do, and leaves their choices as they are.</summary>
internal static class SuppressedPeople
{
    public const int Share = 10;

    /// <summary>Number of subscribers that are not on the list afterwards.</summary>
    public static int Make(Installation installation, int people, DateTimeOffset now)
    {
        var key = installation.Suppressions.WritingAt(now);
        using var database = installation.Place.Open();
        foreach (var chunk in Enumerable.Range(0, people).Where(number => number % Share == 0).Chunk(2000))
        {
            using var context = database.CreateContext();
            context.Database.OpenConnection();
            using var together = context.Database.BeginTransaction();
            foreach (var number in chunk)
            {
                var hash = key.HashOf(EmailAddress.TryParse(CrowdMaker.AddressOf(number))!);
                context.Insert(
                    new SuppressionRow
                    {
                        KeyedHash = hash.Bytes,
                        KeyId = hash.KeyId,
                        Reason = SuppressionReason.Bounced,
                    }
                );
            }
            together.Commit();
        }
        return people - (people + Share - 1) / Share;
    }
}
