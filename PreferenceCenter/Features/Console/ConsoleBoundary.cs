using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Error boundary of the console pages. If access was refused, the sign-in is asked
/// again, which removes the page. Any other
/// error is shown in our own words and logged by its type alone, because its message may hold typed text.
/// </summary>
public sealed partial class ConsoleBoundary : ErrorBoundaryBase
{
    [Inject]
    private ConsoleSignIn SignIn { get; set; } = default!;

    [Inject]
    private ILogger<ConsoleBoundary> Log { get; set; } = default!;

    protected override async Task OnErrorAsync(Exception exception)
    {
        if (exception is UnauthorizedAccessException)
            await SignIn.CheckAsync();
        else
            LogFailed(Log, exception.GetType().Name);
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }
        builder.OpenComponent<ConsoleStop>(1);
        builder.AddAttribute(
            2,
            nameof(ConsoleStop.Reason),
            CurrentException is UnauthorizedAccessException ? ConsoleStopReason.Forbidden : ConsoleStopReason.Failed
        );
        builder.CloseComponent();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page of the console failed: {Kind}")]
    private static partial void LogFailed(ILogger logger, string kind);
}
