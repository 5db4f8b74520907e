using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Base of every interactive page and component: the ticket for its services, the texts, and a token that is cancelled
/// when the page is left.
/// </summary>
public abstract class ConsolePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();

    [Inject]
    private protected CircuitSession Visit { get; set; } = default!;

    private protected StaffTicket? Ticket => Visit.Ticket;
    private protected StaffIdentity Who => Visit.Who!;
    private protected PageContext Frame => Visit.Frame;

    /// <summary>Cancelled when the page is left. Taken once: an action may end after its page.</summary>
    private protected CancellationToken Gone { get; }

    private protected ConsolePage() => Gone = gone.Token;

    private protected T Texts<T>()
        where T : class, ITexts<T> => Frame.Language.Texts<T>();

    public virtual void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        GC.SuppressFinalize(this);
    }
}
