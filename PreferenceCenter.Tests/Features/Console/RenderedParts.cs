using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>
/// What a visitor does to a rendered part. An element is found and sent to at one moment: what is rendered in between has
/// other elements.
/// </summary>
internal static class RenderedParts
{
    /// <summary>Does something to the first element that the selector finds, and waits for what it does.</summary>
    public static Task ActAsync<T>(this IRenderedComponent<T> part, string selector, Func<IElement, Task> act)
        where T : IComponent => part.ActAsync(() => part.Find(selector), act);

    public static Task ActAsync<T>(this IRenderedComponent<T> part, Func<IElement> find, Func<IElement, Task> act)
        where T : IComponent => part.InvokeAsync(() => act(find()));

    /// <summary>Presses the last of the buttons, and does not wait for what it does: that may ask something first.</summary>
    public static Task PressAsync<T>(this IRenderedComponent<T> part, string buttons)
        where T : IComponent => part.PressAsync(() => part.FindAll(buttons)[^1]);

    public static Task PressAsync<T>(this IRenderedComponent<T> part, Func<IElement> find)
        where T : IComponent =>
        part.InvokeAsync(() =>
        {
            _ = find().ClickAsync(new());
        });
}
