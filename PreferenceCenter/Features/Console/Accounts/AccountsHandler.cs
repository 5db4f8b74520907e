using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Accounts;

/// <summary>Pages of all staff accounts: an owner invites, changes, resets and dismisses; an auditor reads.</summary>
internal sealed class AccountsHandler(StaffAccounts accounts)
{
    public async Task<IResult> ShowAsync(StaffPageContext request) =>
        Page.Of<AccountsPage>(await ViewAsync(request, NewsOf(request)));

    public Task<IResult> ShowOneAsync(StaffPageContext request) =>
        OneAsync(request, NewsOf(request), StatusCodes.Status200OK);

    public async Task<IResult> InviteAsync(StaffPageContext request)
    {
        var typed = CleanText.Of(request.Field("email"), 320);
        if (WireName.Parse<StaffRole>(request.Field("role")) is not { } role)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (EmailAddress.TryParseNew(typed) is not { } address)
            return Page.Of<AccountsPage>(
                await ViewAsync(request, AccountsMessage.AddressInvalid) with
                {
                    Typed = typed,
                },
                StatusCodes.Status400BadRequest
            );
        return
            await accounts.InviteAsync(address, role, request.Frame.Language.Code, request.Who.By) == StaffRefusal.None
            ? Done(request, "invited", "/staff/accounts")
            : Page.Of<AccountsPage>(
                await ViewAsync(request, AccountsMessage.Known) with
                {
                    Typed = typed,
                },
                StatusCodes.Status400BadRequest
            );
    }

    public async Task<IResult> ChangeRoleAsync(StaffPageContext request) =>
        WireName.Parse<StaffRole>(request.Field("role")) is { } role
            ? await AnswerAsync(request, await accounts.ChangeRoleAsync(Id(request), role, request.Who.By))
            : Results.StatusCode(StatusCodes.Status400BadRequest);

    public async Task<IResult> ResetAsync(StaffPageContext request) =>
        await AnswerAsync(request, await accounts.ResetAsync(Id(request), request.Who.By));

    public async Task<IResult> DismissAsync(StaffPageContext request) =>
        request.Field("sure") == "yes"
            ? await AnswerAsync(request, await accounts.DismissAsync(Id(request), request.Who.By))
            : await OneAsync(request, AccountsMessage.NotSure, StatusCodes.Status400BadRequest);

    private async Task<IResult> AnswerAsync(StaffPageContext request, StaffRefusal refusal) =>
        refusal switch
        {
            StaffRefusal.None => Done(request, "saved", $"/staff/accounts/{Id(request)}"),
            StaffRefusal.LastOwner => await OneAsync(
                request,
                AccountsMessage.LastOwner,
                StatusCodes.Status400BadRequest
            ),
            StaffRefusal.NotByThemselves => await OneAsync(
                request,
                AccountsMessage.NotByThemselves,
                StatusCodes.Status400BadRequest
            ),
            _ => Results.StatusCode(StatusCodes.Status404NotFound),
        };

    private static SeeOtherResult Done(StaffPageContext request, string done, string path) =>
        new(SignInHandler.WithDone(request, done, path));

    private static AccountsMessage NewsOf(StaffPageContext request) =>
        request.Http.Request.Query["done"].ToString() switch
        {
            "invited" => AccountsMessage.Invited,
            "saved" => AccountsMessage.Saved,
            _ => AccountsMessage.None,
        };

    private static Guid Id(StaffPageContext request) =>
        Guid.TryParse(request.Http.InPath("id"), out var id) ? id : Guid.Empty;

    private async Task<IResult> OneAsync(StaffPageContext request, AccountsMessage news, int status) =>
        (await accounts.ListAsync(request.Http.RequestAborted)).FirstOrDefault(a => a.Id == Id(request))
            is { Address: not null } account
            ? Page.Of<AccountEditPage>(new AccountEditView(request.Screen(), Line(request, account), news), status)
            : Results.StatusCode(StatusCodes.Status404NotFound);

    private async Task<AccountsView> ViewAsync(StaffPageContext request, AccountsMessage news) =>
        new(
            request.Screen(),
            [
                .. (await accounts.ListAsync(request.Http.RequestAborted))
                    .Where(a => a.Address is not null)
                    .OrderBy(a => a.DismissedAt is not null)
                    .Select(a => Line(request, a)),
            ],
            request.Who.Has(StaffPolicies.ManageAccounts)
        )
        {
            News = news,
        };

    private static AccountLine Line(StaffPageContext request, StaffLine line) =>
        new(
            line.Id,
            Markup.Of(line.Address),
            line.Role,
            line.CanSignIn,
            line.SecondFactor,
            line.DismissedAt is { } at ? request.Frame.Time.Day(at) : null
        );
}
