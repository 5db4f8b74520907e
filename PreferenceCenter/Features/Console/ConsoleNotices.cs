using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console;

/// <summary>What the last action of an open page did, in words: shown for some seconds, and read out.</summary>
internal sealed class ConsoleNotices
{
    public MarkupString? Text { get; private set; }

    /// <summary>Number of notices so far: the same words said again are another notice.</summary>
    public int Count { get; private set; }

    public event Action? Changed;

    public void Say(MarkupString text)
    {
        (Text, Count) = (text, Count + 1);
        Changed?.Invoke();
    }

    public void Clear(int notice)
    {
        if (notice != Count)
            return;
        Text = null;
        Changed?.Invoke();
    }
}
