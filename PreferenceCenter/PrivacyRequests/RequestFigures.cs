using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>Figures of one month, one kind or the whole year. Requests count by their date of receipt.</summary>
/// <param name="InTime">Answered by the due date.</param>
/// <param name="Late">Answered after the due date, or overdue now.</param>
/// <param name="MedianDays">Median days from receipt to answer; null if no request was answered.</param>
public sealed record FigureLine(
    int Received,
    int InTime,
    int Late,
    int Extended,
    int Refused,
    int Open,
    double? MedianDays
)
{
    /// <summary>Percent of those answered or overdue that were answered in time; null if there are none.</summary>
    public double? Share => InTime + Late == 0 ? null : Math.Round(100.0 * InTime / (InTime + Late));
}

/// <summary>How many requests were answered by their due date, and how many after it or not yet.</summary>
internal sealed record AnsweredInTime(int InTime, int Late)
{
    public int? Percent => InTime + Late == 0 ? null : (int)Math.Round(100.0 * InTime / (InTime + Late));
}

/// <summary>Figures of one year: total, per kind and per month.</summary>
/// <param name="HasNext">Whether the next year has begun.</param>
internal sealed record YearFigures(
    int Year,
    bool HasNext,
    FigureLine Whole,
    IReadOnlyList<(PrivacyRequestKind Kind, FigureLine Line)> Kinds,
    IReadOnlyList<FigureLine> Months
);

/// <summary>Statistics about the handling of privacy requests, for accountability (GDPR article 5(2)).</summary>
internal sealed class RequestFigures(Database database, PrivacyRequestTerms terms, TimeProvider clock)
{
    private sealed record Facts(
        PrivacyRequestKind Kind,
        PrivacyRequestState State,
        DateTimeOffset ReceivedAt,
        DateTimeOffset DueUntil,
        bool Extended,
        DateTimeOffset? ClosedAt
    );

    public int ThisYear => terms.Calendar.YearOf(clock.GetUtcNow());

    public async Task<YearFigures> OfAsync(int year, CancellationToken cancel)
    {
        var (from, to) = (
            terms.Calendar.StartOf(new DateOnly(year, 1, 1)),
            terms.Calendar.StartOf(new DateOnly(year + 1, 1, 1))
        );
        await using var context = await database.CreateContextAsync();
        // Duplicates and cancelled requests were not answered, so they do not count.
        var facts = await context
            .Requests.AsNoTracking()
            .Where(r =>
                r.ReceivedAt >= from
                && r.ReceivedAt < to
                && r.State != PrivacyRequestState.Joined
                && r.State != PrivacyRequestState.Cancelled
            )
            .Select(r => new Facts(r.Kind, r.State, r.ReceivedAt, r.DueUntil, r.ExtendedAt != null, r.ClosedAt))
            .ToListAsync(cancel);
        return new YearFigures(
            year,
            year < ThisYear,
            Line(facts),
            [.. facts.GroupBy(f => f.Kind).OrderBy(g => g.Key).Select(g => (g.Key, Line([.. g])))],
            [
                .. Enumerable
                    .Range(1, 12)
                    .Select(month => Line([.. facts.Where(f => terms.Calendar.DayOf(f.ReceivedAt).Month == month)])),
            ]
        );
    }

    /// <summary>Of the requests received in the last twelve months, in one statement.</summary>
    public async Task<AnsweredInTime> InTimeAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var since = now.AddYears(-1);
        await using var context = await database.CreateContextAsync();
        return await context
                .Requests.AsNoTracking()
                .Where(r =>
                    r.ReceivedAt >= since
                    && r.State != PrivacyRequestState.Joined
                    && r.State != PrivacyRequestState.Cancelled
                )
                .GroupBy(_ => 1)
                .Select(all => new AnsweredInTime(
                    all.Count(r => r.ClosedAt != null && r.ClosedAt <= r.DueUntil),
                    all.Count(r => r.ClosedAt != null ? r.ClosedAt > r.DueUntil : r.DueUntil < now)
                ))
                .SingleOrDefaultAsync(cancel)
            ?? new AnsweredInTime(0, 0);
    }

    private FigureLine Line(IReadOnlyList<Facts> facts)
    {
        var now = clock.GetUtcNow();
        double[] days =
        [
            .. facts
                .Where(f => f.ClosedAt is not null)
                .Select(f => (f.ClosedAt!.Value - f.ReceivedAt).TotalDays)
                .Order(),
        ];
        return new FigureLine(
            facts.Count,
            facts.Count(f => f.ClosedAt <= f.DueUntil),
            facts.Count(f => (f.ClosedAt ?? now) > f.DueUntil),
            facts.Count(f => f.Extended),
            facts.Count(f => f.State == PrivacyRequestState.Refused),
            facts.Count(f => f.ClosedAt is null),
            days.Length == 0 ? null
                : days.Length % 2 == 1 ? days[days.Length / 2]
                : (days[days.Length / 2 - 1] + days[days.Length / 2]) / 2
        );
    }
}
