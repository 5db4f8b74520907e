using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Console;

/// <summary>What every page of the console stands in.</summary>
/// <param name="Token">Proves that a form was shown to whoever posts it.</param>
public sealed record StaffScreen(PageContext Frame, string Token, StaffPerson? Person, string Style, string Script);

/// <summary>Who is signed in.</summary>
public sealed record StaffPerson(string Address, StaffRole Role);

public abstract record StaffView(StaffScreen Screen) : PageView(Screen.Frame);

public enum StaffMessage
{
    Forbidden,
    LinkOver,
}

public sealed record StaffMessageView(StaffScreen Screen, StaffMessage Message) : StaffView(Screen);
