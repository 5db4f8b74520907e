using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>Somebody who pages at their data, as of this request.</summary>
/// <param name="FormKey">Stands in every form of the session and in none of another's: a post without it was not made
/// on our pages (SEC-11).</param>
/// <param name="EndsAt">When it is over, if nothing more is done.</param>
/// <param name="WayBack">While the address was changed lately and the old one may take that back.</param>
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
