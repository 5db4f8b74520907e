using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Views of the queue, as their links name them.</summary>
internal enum QueueView
{
    Open,
    Mine,
    Nobodys,
    ForTwo,
    Soon,
    Overdue,
    Closed,
    All,
}

/// <summary>The part of a view that is due by then.</summary>
internal enum QueueDue
{
    Overdue,
    Week,
    Day20,
    Day25,
    Day28,
}

/// <summary>
/// What is shown of the queue. All of it is part of the page's address, so that it can be sent to a colleague and found
/// again. A person is named by the number of one of their requests, never by an address.
/// </summary>
/// <param name="Who">Account of the assignee.</param>
/// <param name="SamePersonAs">Number of a request of the same person.</param>
internal sealed record QueueAsked(
    QueueView View,
    PrivacyRequestKind? Kind = null,
    Guid? Who = null,
    QueueDue? Due = null,
    int? SamePersonAs = null,
    QueueSort? Sort = null,
    bool Descending = false,
    int Page = 1
)
{
    private const int Week = 7;

    /// <summary>Whether it is more than a view: then how many there are is counted.</summary>
    public bool IsFiltered => (Kind, Who, Due, SamePersonAs) != (null, null, null, null);

    /// <summary>Whether the view names the assignee already.</summary>
    public bool NamesAssignee => View is QueueView.Mine or QueueView.Nobodys;

    /// <summary>What the grid says it is sorted by; null where that is no column.</summary>
    public (QueueSort By, bool Descending)? Order =>
        Sort is { } sort ? (sort, Descending)
        : View is QueueView.Closed ? null
        : View is QueueView.All ? (QueueSort.Received, true)
        : (QueueSort.Due, false);

    public QueueFilter Filter(Guid self)
    {
        var all = new QueueFilter(
            Kind: Kind,
            Assignee: View is QueueView.Mine ? self : Who,
            Unassigned: View is QueueView.Nobodys,
            Waiting: View is QueueView.ForTwo,
            AtLeast: Due switch
            {
                QueueDue.Overdue => PrivacyRequestUrgency.Overdue,
                QueueDue.Day20 => PrivacyRequestUrgency.Day20,
                QueueDue.Day25 => PrivacyRequestUrgency.Day25,
                QueueDue.Day28 => PrivacyRequestUrgency.Day28,
                _ => View is QueueView.Overdue ? PrivacyRequestUrgency.Overdue : null,
            },
            Part: View switch
            {
                QueueView.Closed => QueuePart.Closed,
                QueueView.All => QueuePart.All,
                _ => QueuePart.Open,
            }
        );
        return all with
        {
            DueWithin =
                Due is QueueDue.Week ? Week
                : View is QueueView.Soon ? PrivacyRequestQueue.SoonDays
                : null,
            SamePersonAs = SamePersonAs,
            Sort = Sort,
            Descending = Descending,
        };
    }

    /// <summary>How many requests a view has.</summary>
    public static int Of(QueueCounts counts, QueueView view) =>
        view switch
        {
            QueueView.Open => counts.Open,
            QueueView.Mine => counts.Mine,
            QueueView.Nobodys => counts.Unassigned,
            QueueView.ForTwo => counts.Waiting,
            QueueView.Soon => counts.Soon,
            QueueView.Overdue => counts.Overdue,
            QueueView.Closed => counts.Closed,
            _ => counts.All,
        };
}

/// <summary>What the page of the queue shows.</summary>
/// <param name="Staff">Colleagues to whom requests can be assigned.</param>
internal sealed record QueueShown(
    IReadOnlyList<QueueLine> Lines,
    int Total,
    QueueCounts Counts,
    IReadOnlyList<StaffName> Staff
)
{
    public int Pages => Math.Max(1, (Total + PrivacyRequestQueue.PageSize - 1) / PrivacyRequestQueue.PageSize);
}
