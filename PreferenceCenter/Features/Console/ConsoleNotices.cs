using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// What the last action of an open page did, in words: shown for some seconds, and read out. Or why it was refused, where
/// no field of a form is wrong: shown above the page, with the focus, until the next action. Never both.
/// </summary>
internal sealed class ConsoleNotices
{
    public MarkupString? Text { get; private set; }
    public MarkupString? Refused { get; private set; }

    /// <summary>Takes back what the action did; null where nothing does.</summary>
    public Func<Task>? Undo { get; private set; }

    /// <summary>Number of notices so far: the same words said again are another notice.</summary>
    public int Count { get; private set; }

    public event Action? Changed;

    /// <param name="undo">Takes it back. While it is offered, the words stay until the next action or page.</param>
    public void Say(MarkupString text, Func<Task>? undo = null) => Set(text, null, undo);

    public void Refuse(MarkupString why) => Set(null, why);

    /// <summary>Another action begins: what was said of the one before is over.</summary>
    public void Clear() => Set(null, null);

    public void Clear(int notice)
    {
        if (notice == Count)
            Set(null, Refused);
    }

    private void Set(MarkupString? text, MarkupString? refused, Func<Task>? undo = null)
    {
        (Text, Refused, Undo, Count) = (text, refused, undo, Count + 1);
        Changed?.Invoke();
    }
}
