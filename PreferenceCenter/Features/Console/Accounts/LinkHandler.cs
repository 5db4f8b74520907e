using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>
/// Pages of the link of an invitation, a reset or a first start. Reading it changes nothing; the post sets the
/// password, once.
/// </summary>
internal sealed class LinkHandler(StaffSelf self, StaffOnboarding onboarding, KnownBrowser browsers)
{
    public Task<IResult> ShowAsync(StaffPageContext request) =>
        Task.FromResult<IResult>(
            FindLink(request) is { } link ? Page.Of<PasswordPage>(View(request, link)) : Over(request)
        );

    public async Task<IResult> TakeAsync(StaffPageContext request)
    {
        if (FindLink(request) is not { } link)
            return Over(request);
        var (password, typed) = (request.Field("password"), CleanText.Of(request.Field("email"), 320));
        var address = link.Address is null ? EmailAddress.TryParse(typed) : null;
        var invalid = link.Address is null && address is null;
        var tooWeak = !await self.TakesAsync(password, link.Address ?? typed);
        if (invalid || tooWeak)
            return Page.Of<PasswordPage>(
                View(request, link) with
                {
                    AddressInvalid = invalid,
                    TooWeak = tooWeak,
                    Typed = typed,
                },
                StatusCodes.Status400BadRequest
            );
        if (
            !await onboarding.SetPasswordAsync(
                MailedToken.HashOf(request.Http.TokenInPath("token"))!,
                StaffPasswords.Hash(password),
                address
            )
        )
            return Over(request);
        // Whoever holds the link is no stranger either.
        browsers.Remember(request.Http, (address ?? EmailAddress.TryParse(link.Address)!).Key);
        return new SeeOtherResult(SignInHandler.WithDone(request, "password"));
    }

    private OpenedStaffLink? FindLink(StaffPageContext request) =>
        MailedToken.HashOf(request.Http.TokenInPath("token")) is { } hash ? onboarding.Open(hash) : null;

    private static PasswordView View(StaffPageContext request, OpenedStaffLink link) =>
        new(request.Screen(), "/staff/link/" + request.Http.TokenInPath("token"), link.Address);

    // The same page for used, expired and unknown links.
    private static Page<StaffMessagePage> Over(StaffPageContext request) =>
        Page.Of<StaffMessagePage>(
            new StaffMessageView(request.Screen(), StaffMessage.LinkOver),
            StatusCodes.Status404NotFound
        );
}
