using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>Session of a subscriber who views their data, as of this request.</summary>
/// <param name="FormKey">
/// Key in every form of this session and of no other. A post without it was not made on our pages (SEC-11).
/// </param>
/// <param name="EndsAt">Time at which the session ends if nothing more is done.</param>
/// <param name="WayBack">The recent change of address, while the old address may still revert it.</param>
internal sealed record MeSession(
    DataSessionRow Row,
    SubscriberSnapshot Person,
    string FormKey,
    DateTimeOffset EndsAt,
    AddressChangeRow? WayBack
)
{
    /// <summary>The form field that holds <see cref="FormKey"/>.</summary>
    public const string KeyField = "key";
}
