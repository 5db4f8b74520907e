using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>Texts of the sign-in and account pages.</summary>
internal sealed partial class StaffTexts
{
    public MarkupString StateOf(AccountLine account) =>
        account switch
        {
            { Dismissed: { } at } => Dismissed.With(at),
            { CanSignIn: false } => NotYet,
            { SecondFactor: true } => FactorOn,
            _ => FactorNone,
        };
}
