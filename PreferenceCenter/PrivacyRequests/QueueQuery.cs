using System.Linq.Expressions;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>A request with the name of its assignee, as the queue sorts it.</summary>
internal sealed class AssignedRow
{
    public required PrivacyRequestRow Request { get; init; }
    public required string? Assignee { get; init; }
}

/// <summary>Filters and sorts the queue of privacy requests.</summary>
internal static class QueueQuery
{
    /// <summary>End of the day that is so many days from now.</summary>
    public static DateTimeOffset SoonEnd(int days, DateTimeOffset now, SiteCalendar calendar) =>
        calendar.EndOf(calendar.DayOf(now).AddDays(days));

    public static IQueryable<AssignedRow> Ordered(IQueryable<AssignedRow> all, QueueFilter filter)
    {
        var sort = filter switch
        {
            { Sort: { } chosen } => chosen,
            { Part: QueuePart.Open } => QueueSort.Due,
            _ => (QueueSort?)null,
        };
        IOrderedQueryable<AssignedRow> By<TKey>(Expression<Func<AssignedRow, TKey>> key) =>
            filter.Descending ? all.OrderByDescending(key) : all.OrderBy(key);
        return sort switch
        {
            QueueSort.Reference => By(r => r.Request.Number),
            QueueSort.Kind => By(r => r.Request.Kind).ThenBy(r => r.Request.DueUntil).ThenBy(r => r.Request.Id),
            QueueSort.Received => By(r => r.Request.ReceivedAt).ThenBy(r => r.Request.Id),
            QueueSort.Due => By(r => r.Request.DueUntil).ThenBy(r => r.Request.ReceivedAt).ThenBy(r => r.Request.Id),
            QueueSort.Assignee => By(r => r.Assignee).ThenBy(r => r.Request.DueUntil).ThenBy(r => r.Request.Id),
            QueueSort.State => By(r => r.Request.State).ThenBy(r => r.Request.DueUntil).ThenBy(r => r.Request.Id),
            _ when filter.Part == QueuePart.Closed => all.OrderByDescending(r => r.Request.ClosedAt)
                .ThenBy(r => r.Request.Id),
            _ => all.OrderByDescending(r => r.Request.ReceivedAt).ThenBy(r => r.Request.Id),
        };
    }

    public static IQueryable<PrivacyRequestRow> Filtered(
        IQueryable<PrivacyRequestRow> all,
        QueueFilter filter,
        DateTimeOffset now,
        SiteCalendar calendar
    )
    {
        if (filter.Reference is { } reference)
            return all.Where(r => r.Reference == reference);
        // A closed request can wait too: for the second who agrees to lift its legal hold.
        if (filter is { Part: QueuePart.Open, Waiting: false })
            all = all.Where(r => r.ClosedAt == null);
        if (filter.Part == QueuePart.Closed)
            all = all.Where(r => r.ClosedAt != null);
        if (filter.Kind is { } kind)
            all = all.Where(r => r.Kind == kind);
        if (filter.Assignee is { } account)
            all = all.Where(r => r.AssigneeId == account);
        if (filter.Unassigned)
            all = all.Where(r => r.AssigneeId == null);
        if (filter.Waiting)
            all = all.Where(r => r.Proposed != null);
        if (filter.DueWithin is { } days)
        {
            var until = SoonEnd(days, now, calendar);
            all = all.Where(r => r.ClosedAt == null && r.DueUntil > now && r.DueUntil <= until);
        }
        if (filter.AtLeast is PrivacyRequestUrgency.Overdue)
            all = all.Where(r => r.DueUntil <= now);
        else if (filter.AtLeast is { } day)
        {
            // Counts as PrivacyRequestPace does: from the day of receipt, or back from a due date that was moved.
            var today = calendar.DayOf(now);
            var (came, ends) = (
                calendar.EndOf(today.AddDays(-(int)day)),
                calendar.EndOf(today.AddDays(PrivacyRequestPace.Month - (int)day))
            );
            all = all.Where(r =>
                r.ExtendedAt == null && r.RepliedAt == null ? r.ReceivedAt < came : r.LegalUntil <= ends
            );
        }
        return all;
    }
}
