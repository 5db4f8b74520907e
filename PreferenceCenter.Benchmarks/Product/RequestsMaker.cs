using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>Makes a queue with very many privacy requests of every kind and age; a tenth of them are open.</summary>
internal static class RequestsMaker
{
    public static void Make(Database database, int count, DateTimeOffset now)
    {
        var kinds = Enum.GetValues<PrivacyRequestKind>();
        foreach (var chunk in Enumerable.Range(0, count).Chunk(1000))
        {
            using var context = database.CreateContext();
            foreach (var number in chunk)
            {
                var (open, received) = (number % 10 == 0, now.AddHours(-(number % 10 == 0 ? number % 900 : number)));
                var row = new PrivacyRequestRow
                {
                    Id = Guid.CreateVersion7(received),
                    Reference = PrivacyRequestReference.New(),
                    Number = number + 1,
                    Kind = kinds[number % kinds.Length],
                    State =
                        open ? PrivacyRequestState.Open
                        : number % 7 == 0 ? PrivacyRequestState.Refused
                        : PrivacyRequestState.Done,
                    ReceivedAt = received,
                    SubscriberId = number + 1,
                    ClosedAt = open ? null : received.AddDays(3),
                };
                var deadline = Deadline.Of(received, SiteCalendar.Utc);
                (row.LegalUntil, row.DueUntil) = (
                    SiteCalendar.Utc.EndOf(deadline.Legal),
                    SiteCalendar.Utc.EndOf(deadline.Working)
                );
                context.Requests.Add(row);
            }
            context.SaveChanges();
        }
    }
}
