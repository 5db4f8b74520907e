using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>The code of what is wrong with an address. The address itself is not repeated.</summary>
internal static class AddressFaults
{
    public static FaultCode Of(AddressFault fault) =>
        fault switch
        {
            AddressFault.Empty => FaultCode.Missing,
            AddressFault.NoAt => FaultCode.AddressWithoutAt,
            AddressFault.LocalTooLong => FaultCode.AddressLocalTooLong,
            AddressFault.DomainTooLong => FaultCode.AddressDomainTooLong,
            AddressFault.TooLong => FaultCode.AddressTooLong,
            AddressFault.BadDomain => FaultCode.AddressDomainMalformed,
            _ => FaultCode.AddressMalformed,
        };
}
