using PreferenceCenter.Data;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Catalogue.Files;

/// <summary>
/// What a file would change in the catalogue: its rows and its events, or the faults for which nothing is changed.
/// </summary>
internal abstract class CataloguePlan
{
    public List<Fault> Faults { get; } = [];

    /// <summary>An event for each difference; none if nothing differs.</summary>
    public List<AdminEvent> Facts { get; } = [];

    /// <summary>The draft that the plan publishes: with it, it is gone.</summary>
    public CatalogueDraftRow? Draft { get; set; }

    /// <summary>Adds the rows to the context that saves them. Nothing is read or computed any more.</summary>
    public abstract void AddTo(CenterContext context);
}
