using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>Who else comes in: an owner invites, changes, resets and dismisses; an auditor reads.</summary>
internal sealed class AccountsHandler(StaffAccounts accounts)
{
    public Task<IResult> ShowAsync(StaffRequest request) =>
        Task.FromResult<IResult>(Page.Of<AccountsPage>(View(request, NewsOf(request))));

    public Task<IResult> ShowOneAsync(StaffRequest request) =>
        Task.FromResult(One(request, NewsOf(request), StatusCodes.Status200OK));

    public async Task<IResult> InviteAsync(StaffRequest request)
    {
        var typed = CleanText.Of(request.Field("email"), 320);
        if (StaffRoles.Find(request.Field("role")) is not { } role)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (EmailAddress.TryParse(typed) is not { } address)
            return Page.Of<AccountsPage>(
                View(request, AccountsNews.AddressInvalid) with
                {
                    Typed = typed,
                },
                StatusCodes.Status400BadRequest
            );
        return
            await accounts.InviteAsync(address, role, request.Frame.Language.Code, request.Who.By) == StaffRefusal.None
            ? Done(request, "invited", "/staff/accounts")
            : Page.Of<AccountsPage>(
                View(request, AccountsNews.Known) with
                {
                    Typed = typed,
                },
                StatusCodes.Status400BadRequest
            );
    }

    public async Task<IResult> ChangeRoleAsync(StaffRequest request) =>
        StaffRoles.Find(request.Field("role")) is { } role
            ? Answer(request, await accounts.ChangeRoleAsync(Id(request), role, request.Who.By))
            : Results.StatusCode(StatusCodes.Status400BadRequest);

    public async Task<IResult> ResetAsync(StaffRequest request) =>
        Answer(request, await accounts.ResetAsync(Id(request), request.Who.By));

    public async Task<IResult> DismissAsync(StaffRequest request) =>
        request.Field("sure") == "yes"
            ? Answer(request, await accounts.DismissAsync(Id(request), request.Who.By))
            : One(request, AccountsNews.NotSure, StatusCodes.Status400BadRequest);

    private IResult Answer(StaffRequest request, StaffRefusal refusal) =>
        refusal switch
        {
            StaffRefusal.None => Done(request, "saved", $"/staff/accounts/{Id(request)}"),
            StaffRefusal.LastOwner => One(request, AccountsNews.LastOwner, StatusCodes.Status400BadRequest),
            StaffRefusal.NotByThemselves => One(request, AccountsNews.NotByThemselves, StatusCodes.Status400BadRequest),
            _ => Results.StatusCode(StatusCodes.Status404NotFound),
        };

    private static SeeOtherResult Done(StaffRequest request, string done, string path) =>
        new(SignInHandler.WithDone(request, done, path));

    private static AccountsNews NewsOf(StaffRequest request) =>
        request.Http.Request.Query["done"].ToString() switch
        {
            "invited" => AccountsNews.Invited,
            "saved" => AccountsNews.Saved,
            _ => AccountsNews.None,
        };

    private static Guid Id(StaffRequest request) =>
        Guid.TryParse(request.Http.InPath("id"), out var id) ? id : Guid.Empty;

    private IResult One(StaffRequest request, AccountsNews news, int status) =>
        accounts.List().FirstOrDefault(a => a.Id == Id(request)) is { Address: not null } account
            ? Page.Of<AccountEditPage>(new AccountEditView(request.Screen(), Line(request, account), news), status)
            : Results.StatusCode(StatusCodes.Status404NotFound);

    private AccountsView View(StaffRequest request, AccountsNews news) =>
        new(
            request.Screen(),
            [
                .. accounts
                    .List()
                    .Where(a => a.Address is not null)
                    .OrderBy(a => a.DismissedAt is not null)
                    .Select(a => Line(request, a)),
            ],
            request.Who.Role == StaffRole.Owner
        )
        {
            News = news,
        };

    private static AccountLine Line(StaffRequest request, StaffLine line) =>
        new(
            line.Id,
            Markup.Of(line.Address),
            line.Role,
            line.CanSignIn,
            line.SecondFactor,
            line.DismissedAt is { } at ? request.Frame.Time.Day(at) : null
        );
}
