using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>
/// Finds what the palette offers for typed words. A feature registers one for what only it knows: its topics, its
/// references. Pages of the navigation and <see cref="PaletteAction"/>s are found without one.
/// </summary>
internal interface IPaletteSource
{
    /// <summary>Who is shown what it finds. The service behind it asks again.</summary>
    string Policy { get; }

    /// <param name="typed">What was typed, without spaces around it; never empty.</param>
    Task<IReadOnlyList<PaletteEntry>> FindAsync(
        StaffTicket ticket,
        string typed,
        PageContext frame,
        CancellationToken cancel
    );
}
