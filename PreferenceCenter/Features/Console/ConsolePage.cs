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
    private IDisposable? followed;

    [Inject]
    private protected ConsoleNews News { get; set; } = default!;

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

    /// <summary>Reads again whenever somebody changed something, on this node or another.</summary>
    private protected void Follow(Func<Task> read)
    {
        if (RendererInfo.IsInteractive)
            followed = News.Follow(() => InvokeAsync(() => ReadAgainAsync(read)));
    }

    private async Task ReadAgainAsync(Func<Task> read)
    {
        try
        {
            if (gone.IsCancellationRequested)
                return;
            await read();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested) { }
        // As if the page itself had read: its boundary asks the sign-in again.
        catch (Exception reason)
        {
            await DispatchExceptionAsync(reason);
        }
    }

    public virtual void Dispose()
    {
        followed?.Dispose();
        gone.Cancel();
        gone.Dispose();
        GC.SuppressFinalize(this);
    }
}
