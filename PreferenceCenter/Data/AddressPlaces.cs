using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>A place beside the lists in which an address can stand.</summary>
public enum AddressPlace
{
    /// <summary>A privacy request that came by letter, call or email.</summary>
    Request,

    /// <summary>A change of address that waits or can be undone.</summary>
    AddressChange,

    /// <summary>Emails to the address.</summary>
    Mail,

    /// <summary>The certificate of an erasure that is not finished.</summary>
    Certificate,

    /// <summary>A staff account.</summary>
    Staff,

    /// <summary>The contact of a recipient of data.</summary>
    Recipient,

    /// <summary>A message that is kept to be checked.</summary>
    Template,

    /// <summary>Words, notes and files of other people's requests, and drafts of staff.</summary>
    Words,
}

/// <summary>A column that can hold an address, in clear or as a hash.</summary>
/// <param name="Place">The place that <see cref="AddressPlaces.FindAsync"/> reads it for.</param>
/// <param name="Otherwise">Where no place reads it: what finds it instead, or why nobody can be found by it.</param>
internal sealed record AddressColumn(string Table, string Column, AddressPlace? Place = null, string? Otherwise = null);

/// <summary>
/// Finds the places in which an address stands beside the lists, so that nobody is told that nothing is held while it is.
/// A test compares the columns with the database model: a new one must be added here, and read.
/// </summary>
internal static class AddressPlaces
{
    private const string Lists = "The lists: SubscriberReader finds it.";

    public static readonly IReadOnlyList<AddressColumn> Columns =
    [
        new("Subscribers", "Address", Otherwise: Lists),
        new("Subscribers", "AddressKey", Otherwise: Lists),
        new("OptIns", "AddressKey", Otherwise: "SubscriberReader.FirstWaitingAsync finds a sign-up that waits."),
        new("Suppressions", "KeyedHash", Otherwise: "SubscriberReader.FindSuppressionAsync finds it."),
        new(
            "ErasedIds",
            "KeyedHash",
            Otherwise: "A hash of an id, or of an erased address, which is on the suppression list too."
        ),
        new("ProofStubs", "KeyedHash", Otherwise: "FindStubsAsync finds it."),
        new(
            "ProofReadings",
            "KeyedHash",
            Otherwise: "It is about a proof stub, which is found, or that two of the staff looked for one in vain."
        ),
        new("Requests", "Address", AddressPlace.Request),
        new("Requests", "AddressKey", AddressPlace.Request),
        // In what others wrote: Mail, which finds addresses in texts, reads them. The owner's own are found by the request.
        new("Requests", "Contact", AddressPlace.Words),
        new("Requests", "Words", AddressPlace.Words),
        new("RequestEntries", "Text", AddressPlace.Words),
        new("RequestFiles", "Content", AddressPlace.Words),
        new("Drafts", "Text", AddressPlace.Words),
        new("CatalogueDrafts", "Fields", AddressPlace.Words),
        new("Drafts", "AddressKey", AddressPlace.Request),
        new("AddressChanges", "Address", AddressPlace.AddressChange),
        new("AddressChanges", "AddressKey", AddressPlace.AddressChange),
        new("Outbox", "Address", AddressPlace.Mail),
        new("Outbox", "AddressKey", AddressPlace.Mail),
        new("Erasures", "Address", AddressPlace.Certificate),
        new("StaffAccounts", "Email", AddressPlace.Staff),
        new("StaffAccounts", "NormalizedEmail", AddressPlace.Staff),
        new("Recipients", "Contact", AddressPlace.Recipient),
        // In the bytes of a message: Mail, which reads messages, finds it.
        new("Templates", "Content", AddressPlace.Template),
        new("Topics", "SenderAddress", Otherwise: "It is the organisation's own: its mailings come from it."),
    ];

    /// <summary>
    /// The places that hold the address. What belongs to a subscriber is not among them: they see it among their data.
    /// Nor is what the question itself leaves, its email and its count against abuse.
    /// </summary>
    /// <param name="about">A request that is being answered; it and its emails are no places.</param>
    public static async Task<IReadOnlySet<AddressPlace>> FindAsync(
        this Database database,
        EmailAddress address,
        Guid? about = null
    )
    {
        var key = address.Key;
        await using var context = await database.CreateContextAsync();
        var found = new HashSet<AddressPlace>();
        if (
            await context.Requests.AnyAsync(r =>
                r.AddressKey == key && r.SubscriberId == null && (about == null || r.Id != about && r.JoinedTo != about)
            ) || await context.Drafts.AnyAsync(d => d.AddressKey == key)
        )
            found.Add(AddressPlace.Request);
        if (await context.AddressChanges.AnyAsync(c => c.AddressKey == key))
            found.Add(AddressPlace.AddressChange);
        if (
            await context.Outbox.AnyAsync(o =>
                o.AddressKey == key
                && o.SubscriberId == null
                && o.Kind != MailKind.Identity
                && !context.RequestEntries.Any(e => e.RequestId == about && e.Id == o.MessageId)
                && !context.Requests.Any(r =>
                    (r.Id == about || about != null && r.JoinedTo == about) && r.Id == o.MessageId
                )
            )
        )
            found.Add(AddressPlace.Mail);
        if (await context.StaffAccounts.AnyAsync(a => a.NormalizedEmail == key))
            found.Add(AddressPlace.Staff);
        // As they were typed: few, so they are compared here.
        if ((await context.Recipients.Select(r => r.Contact).ToListAsync()).Exists(IsIt))
            found.Add(AddressPlace.Recipient);
        if (
            (
                await context
                    .Erasures.Where(e =>
                        e.DroppedAt == null
                        && e.Address != null
                        && !context.RequestEntries.Any(x => x.RequestId == about && x.Id == e.Id)
                    )
                    .Select(e => e.Address)
                    .ToListAsync()
            ).Exists(IsIt)
        )
            found.Add(AddressPlace.Certificate);
        return found;

        bool IsIt(string? typed) => EmailAddress.TryParse(typed)?.Key == key;
    }

    /// <summary>
    /// The keys of all addresses that stand beside the lists and go with an erasure: of sign-ups, emails, letters, drafts
    /// of letters, and changes of address that wait.
    /// </summary>
    public static IReadOnlySet<string> Held(CenterContext context) =>
        (
            (IQueryable<string?>[])
                [
                    context.OptIns.Select(o => o.AddressKey),
                    context
                        .Outbox.Where(o => o.SubscriberId == null || o.Kind == MailKind.NewAddress)
                        .Select(o => o.AddressKey),
                    context.Requests.Where(r => r.SubscriberId == null).Select(r => r.AddressKey),
                    context.Drafts.Select(d => d.AddressKey),
                    context.AddressChanges.Where(c => c.ConfirmedAt == null).Select(c => c.AddressKey),
                ]
        )
            .SelectMany(keys => keys.Where(key => key != null).Distinct())
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
}
