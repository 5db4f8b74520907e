using Microsoft.AspNetCore.Components;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// What is wrong with a form. It stands at its field and in the summary, which leads there; where no field is wrong
/// (<paramref name="Field"/> is null), above the page.
/// </summary>
public sealed record FieldError(string? Field, MarkupString Text);

/// <summary>A typed field of a form, as its draft keeps it.</summary>
public sealed record FormField(string Name, Func<string> Get, Action<string> Set);

/// <summary>A form as it is sent: the sign-in of whoever sends it, with the form's key.</summary>
public sealed class SentForm
{
    internal SentForm(StaffTicket? ticket, Guid key, string content) => Ticket = ticket?.Sending(key, content);

    internal StaffTicket? Ticket { get; }
}
