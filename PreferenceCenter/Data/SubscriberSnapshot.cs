using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>The key by which a subscriber is looked up: public id, row id or address.</summary>
internal readonly record struct PersonKey
{
    public Guid PublicId { get; private init; }
    public long SubscriberId { get; private init; }
    public string? AddressKey { get; private init; }

    public static PersonKey Of(Guid publicId) => new() { PublicId = publicId };

    public static PersonKey Of(long subscriberId) => new() { SubscriberId = subscriberId };

    public static PersonKey Of(EmailAddress address) => OfAddressKey(address.Key);

    public static PersonKey OfAddressKey(string key) => new() { AddressKey = key };
}

/// <summary>A subscriber and their state, as one transaction or one page sees them.</summary>
internal sealed class SubscriberSnapshot
{
    public required Subscriber Subscriber { get; init; }
    public required PersonState State { get; set; }
}
