using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Subscribers;

/// <summary>
/// Shows a single subscriber, found only by the exact address. The only change staff can make is a reduction: to
/// unsubscribe.
/// </summary>
internal sealed class SubscriberService(
    StaffAuthorizer staff,
    SubscriberReader subscribers,
    AddressHasher hashes,
    SubscriberPageReader reader,
    CatalogueCache catalogues,
    ReadingLog readings,
    ChangeWriter writer
) : ConsoleService(staff)
{
    public async Task<FoundSubscriber> FindAsync(StaffTicket? ticket, string typed)
    {
        var who = Demand(ticket, StaffPolicies.ReadPersonalData);
        if (EmailAddress.TryParse(CleanText.Of(typed, 320)) is not { } address)
            return new FoundSubscriber(IsAddress: false);
        if (await subscribers.FindAsync(PersonKey.Of(address)) is { } person)
            return new FoundSubscriber(true, person.Subscriber.PublicId);
        if (await subscribers.FindSuppressionAsync(hashes.HashesOf(address)) is not { } kept)
            return new FoundSubscriber(true);
        // Why somebody is suppressed is about them, also where nothing else is held.
        await readings.NoteAsync(ReadPart.Subscriber, new Guid(kept.KeyedHash.AsSpan(0, 16)), who.By);
        return new FoundSubscriber(true, null, kept.Reason);
    }

    public async Task<SubscriberCard?> ShowAsync(
        StaffTicket? ticket,
        Guid id,
        PageContext frame,
        CancellationToken cancel
    )
    {
        var who = Demand(ticket, StaffPolicies.ReadPersonalData);
        if (await subscribers.FindAsync(PersonKey.Of(id)) is not { } person)
            return null;
        await readings.NoteAsync(ReadPart.Subscriber, id, who.By);
        return await reader.CardAsync(person, frame, cancel);
    }

    /// <param name="before">Number of the event that the page ends before; null for the newest events.</param>
    public async Task<HistoryPage> HistoryAsync(StaffTicket? ticket, Guid id, long? before, PageContext frame)
    {
        var who = Demand(ticket, StaffPolicies.ReadPersonalData);
        if (await subscribers.FindAsync(PersonKey.Of(id)) is not { } person)
            return new HistoryPage([], null);
        await readings.NoteAsync(ReadPart.History, id, who.By);
        return await reader.HistoryAsync(person, before, frame);
    }

    /// <summary>
    /// Unsubscribes a subscriber who asked staff for it. It never adds anything, and only the subscriber can undo it.
    /// </summary>
    /// <param name="topic">Key of the topic; null for all topics.</param>
    public async Task<TakenOff> TakeOffAsync(StaffTicket? ticket, Guid id, string? topic, AskedBy how)
    {
        var who = Demand(ticket, StaffPolicies.ManagePersonalData);
        if (!Enum.IsDefined(how) || how == AskedBy.Nothing)
            throw new ArgumentOutOfRangeException(nameof(how), how, "How they asked is the evidence.");
        var known = catalogues.Current;
        var leave =
            topic is null ? Leave.Everything
            : known.ByKey.TryGetValue(topic, out var named) ? Leave.Of(named.Number, known.SurvivorOf(named).Number)
            : null;
        // An unknown id stays unknown: the unsubscribe of an unknown subscriber is kept only if it comes by their own
        // link, which proves who they were.
        if (leave is null || await subscribers.FindAsync(PersonKey.Of(id)) is null)
            return TakenOff.Gone;
        var result = await writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(id),
                leave,
                Permit(who, StaffPolicies.ManagePersonalData),
                new Evidence { Source = "staff console", Method = WireName.Of(how) }
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
