using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;
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
    private Task reading = Task.CompletedTask;

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

    /// <summary>
    /// Reads the page, now and whenever somebody changed something, on this node or another. One reading waits for the
    /// other, so what is shown is what was read last.
    /// </summary>
    private protected Task FollowAsync(Func<Task> read)
    {
        if (RendererInfo.IsInteractive)
            followed ??= News.Follow(() => InvokeAsync(() => ReadAgainAsync(read)));
        return InTurnAsync(read);
    }

    /// <summary>Reads the page again, after an action of its own.</summary>
    private protected Task InTurnAsync(Func<Task> read) => reading = AfterAsync(reading, read);

    private async Task AfterAsync(Task before, Func<Task> read)
    {
        await before.ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
        );
        Gone.ThrowIfCancellationRequested();
        await read();
    }

    private async Task ReadAgainAsync(Func<Task> read)
    {
        try
        {
            if (gone.IsCancellationRequested)
                return;
            await InTurnAsync(read);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested) { }
        // As if the page itself had read: its boundary asks the sign-in again. A database that is away for a moment is
        // asked again at the next look.
        catch (Exception reason) when (!TransientErrors.MayPass(reason) && !TransientErrors.IsUnavailable(reason))
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
