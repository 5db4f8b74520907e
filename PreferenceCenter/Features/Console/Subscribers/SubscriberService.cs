using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Subscribers;

/// <summary>
/// One person at a time, found by the exact address alone; and the one thing that staff may change about them: less.
/// </summary>
internal sealed class SubscriberService(
    StaffAuthorizer staff,
    SubscriberReader people,
    AddressHasher hashes,
    SubscriberPageReader reader,
    CatalogueCache catalogues,
    ChangeWriter writer,
    TimeProvider clock
) : ConsoleService(staff)
{
    [ConsoleAction(StaffRole.Owner, StaffRole.Privacy, StaffRole.Auditor)]
    public FoundSubscriber Find(StaffTicket? ticket, string typed)
    {
        Demand(ticket);
        if (EmailAddress.TryParse(CleanText.Of(typed, 320)) is not { } address)
            return new FoundSubscriber(IsAddress: false);
        if (people.Find(PersonKey.Of(address)) is { } person)
            return new FoundSubscriber(true, person.Subscriber.PublicId);
        return people.FindSuppression(hashes.HashesOf(address)) is { } kept
            ? new FoundSubscriber(true, null, kept.Reason, kept.At)
            : new FoundSubscriber(true);
    }

    [ConsoleAction(StaffRole.Owner, StaffRole.Privacy, StaffRole.Auditor)]
    public async Task<SubscriberCard?> ShowAsync(
        StaffTicket? ticket,
        Guid id,
        PageContext frame,
        CancellationToken cancel
    )
    {
        Demand(ticket);
        return people.Find(PersonKey.Of(id)) is { } person ? await reader.CardAsync(person, frame, cancel) : null;
    }

    /// <param name="before">Number of the event that the page ends before; nothing for the newest.</param>
    [ConsoleAction(StaffRole.Owner, StaffRole.Privacy, StaffRole.Auditor)]
    public HistoryPage History(StaffTicket? ticket, Guid id, long? before, PageContext frame)
    {
        Demand(ticket);
        return people.Find(PersonKey.Of(id)) is { } person
            ? reader.History(person, before, frame)
            : new HistoryPage([], null);
    }

    /// <summary>
    /// Somebody asked us to take them off. It never adds anything, and nobody but the person takes it back.
    /// </summary>
    /// <param name="topic">Nothing for everything.</param>
    [ConsoleAction(StaffRole.Owner, StaffRole.Privacy)]
    public async Task<TakenOff> TakeOffAsync(StaffTicket? ticket, Guid id, string? topic, AskedBy how)
    {
        var who = Demand(ticket);
        if (!Enum.IsDefined(how) || how == AskedBy.Nothing)
            throw new ArgumentOutOfRangeException(nameof(how), how, "How they asked is the evidence.");
        var scope = topic is null ? Aspect.Everything : catalogues.Current.ByKey.GetValueOrDefault(topic)?.Number;
        // Unknown here is unknown: a leave is kept only where the person's own link says who they were.
        if (scope is not { } taken || people.Find(PersonKey.Of(id)) is null)
            return TakenOff.Gone;
        var result = await writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(id),
                new Leave(taken),
                who.By.At(clock.GetUtcNow()),
                new Evidence { Source = "staff console", Method = how.ToString().ToLowerInvariant() }
            )
        );
        return result.Outcome switch
        {
            ChangeOutcome.Done => TakenOff.Done,
            ChangeOutcome.Unchanged => TakenOff.Already,
            ChangeOutcome.Unknown => TakenOff.Gone,
            _ => TakenOff.Busy,
        };
    }
}
