using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Console;

/// <summary>A key that a page listens to, for the list of keys: a feature registers it beside its page.</summary>
/// <param name="Path">The place in the navigation that the page belongs to.</param>
/// <param name="Keys">The keys, as a reader presses them.</param>
internal sealed record PageKey(string Path, string Keys, Func<PageContext, MarkupString> Does);
