using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>
/// The link of an invitation, a reset or a first start: reading it does nothing, the post sets the password, once.
/// </summary>
internal sealed class LinkHandler(StaffSelf self, StaffOnboarding entrance)
{
    public Task<IResult> ShowAsync(StaffPageContext request) =>
        Task.FromResult<IResult>(
            Door(request) is { } door ? Page.Of<PasswordPage>(View(request, door)) : Over(request)
        );

    public async Task<IResult> TakeAsync(StaffPageContext request)
    {
        if (Door(request) is not { } door)
            return Over(request);
        var (password, typed) = (request.Field("password"), CleanText.Of(request.Field("email"), 320));
        var address = door.Address is null ? EmailAddress.TryParse(typed) : null;
        var invalid = door.Address is null && address is null;
        var tooShort = !await self.TakesAsync(password);
        if (invalid || tooShort)
            return Page.Of<PasswordPage>(
                View(request, door) with
                {
                    AddressInvalid = invalid,
                    TooShort = tooShort,
                    Typed = typed,
                },
                StatusCodes.Status400BadRequest
            );
        return await entrance.SetPasswordAsync(
            MailedToken.HashOf(request.Http.InPath("token"))!,
            StaffPasswords.Hash(password),
            address
        )
            ? new SeeOtherResult(SignInHandler.WithDone(request, "password"))
            : Over(request);
    }

    private StaffDoor? Door(StaffPageContext request) =>
        MailedToken.HashOf(request.Http.InPath("token")) is { } hash ? entrance.Open(hash) : null;

    private static PasswordView View(StaffPageContext request, StaffDoor door) =>
        new(request.Screen(), "/staff/link/" + request.Http.InPath("token"), door.Address);

    // One page for used, run out and never made.
    private static Page<StaffMessagePage> Over(StaffPageContext request) =>
        Page.Of<StaffMessagePage>(
            new StaffMessageView(request.Screen(), StaffMessage.LinkOver),
            StatusCodes.Status404NotFound
        );
}
