using PreferenceCenter.Domain;

namespace PreferenceCenter.Faults;

/// <summary>
/// A fault of a file or form: its place, a code and the code's arguments. <see cref="FaultWords"/> words it in the
/// reader's language, where it is shown.
/// </summary>
internal sealed record Fault(FaultPlace Place, FaultCode Code, params IReadOnlyList<FaultArgument> Arguments)
{
    public bool Equals(Fault? other) =>
        other is not null && (Place, Code) == (other.Place, other.Code) && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Place, Code);

    /// <summary>For logs and debuggers, not for readers.</summary>
    public override string ToString() => $"{Place} {WireName.Of(Code)} {string.Join(' ', Arguments)}";
}
