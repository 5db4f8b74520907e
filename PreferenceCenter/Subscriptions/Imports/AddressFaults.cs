using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Describes what is wrong with an address, without repeating the address.</summary>
internal static class AddressFaults
{
    public static string Explain(AddressFault fault) =>
        fault switch
        {
            AddressFault.Empty => "is missing",
            AddressFault.NoAt => "has no @",
            AddressFault.LocalTooLong => "is longer than 64 bytes before the @",
            AddressFault.DomainTooLong => "is longer than 255 bytes behind the @",
            AddressFault.TooLong => "is longer than 254 bytes",
            AddressFault.BadDomain => "has no domain mail could be sent to",
            _ => "has characters before the @ that no mailbox has",
        };
}
