using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// An administrative event for the ledger: its kind, the number it concerns, a value and the evidence.
/// </summary>
internal sealed record AdminEvent(EventKind Kind, long Aspect, long Value, Evidence Evidence);
