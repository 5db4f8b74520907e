using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>What is wrong with an address. The address itself is not repeated.</summary>
internal static class AddressFaults
{
    public static Fault Of(AddressFault fault, string? typed, FaultPlace place) =>
        fault == AddressFault.Hidden && HiddenCharacter.Inside(typed) is { } hidden
            ? new(place, FaultCode.AddressHidden, hidden)
            : new(
                place,
                fault switch
                {
                    AddressFault.Empty => FaultCode.Missing,
                    AddressFault.NoAt => FaultCode.AddressWithoutAt,
                    AddressFault.LocalTooLong => FaultCode.AddressLocalTooLong,
                    AddressFault.DomainTooLong => FaultCode.AddressDomainTooLong,
                    AddressFault.TooLong => FaultCode.AddressTooLong,
                    AddressFault.BadDomain => FaultCode.AddressDomainMalformed,
                    _ => FaultCode.AddressMalformed,
                }
            );
}
