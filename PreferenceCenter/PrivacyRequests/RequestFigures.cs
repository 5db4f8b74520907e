using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>How one month, one kind, or the year went; requests counted by when they came.</summary>
/// <param name="InTime">Answered by the day they were due.</param>
/// <param name="Late">Answered after it, or overdue now.</param>
/// <param name="MedianDays">From receipt to the answer; nothing where none was given.</param>
public sealed record FigureLine(
    int Received,
    int InTime,
    int Late,
    int Extended,
    int Refused,
    int Open,
    double? MedianDays
);

internal sealed record YearFigures(
    int Year,
    FigureLine Whole,
    IReadOnlyList<(PrivacyRequestKind Kind, FigureLine Line)> Kinds,
    IReadOnlyList<FigureLine> Months
);

/// <summary>GDPR article 5(2): how the house answers people, in figures.</summary>
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

    public int ThisYear => Deadline.DayOf(clock.GetUtcNow(), terms.Zone).Year;

    public async Task<YearFigures> OfAsync(int year, CancellationToken cancel)
    {
        var (from, to) = (
            Deadline.EndOf(new DateOnly(year - 1, 12, 31), terms.Zone),
            Deadline.EndOf(new DateOnly(year, 12, 31), terms.Zone)
        );
        await using var context = database.CreateContext();
        // What was asked twice, and what the person took back, was answered by nobody.
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
            Line(facts),
            [.. facts.GroupBy(f => f.Kind).OrderBy(g => g.Key).Select(g => (g.Key, Line([.. g])))],
            [
                .. Enumerable
                    .Range(1, 12)
                    .Select(month =>
                        Line([.. facts.Where(f => Deadline.DayOf(f.ReceivedAt, terms.Zone).Month == month)])
                    ),
            ]
        );
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
