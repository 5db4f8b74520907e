using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>By which act a change came, in words.</summary>
internal sealed class ChannelTexts
{
    public MarkupString OneClick { get; init; }
    public MarkupString UnsubscribePage { get; init; }
    public MarkupString FooterPage { get; init; }
    public MarkupString MailedPage { get; init; }
    public MarkupString ConfirmLink { get; init; }
    public MarkupString UndoLink { get; init; }
    public MarkupString Form { get; init; }
    public MarkupString Identity { get; init; }
    public MarkupString House { get; init; }

    public MarkupString Of(Channel channel) =>
        channel switch
        {
            Channel.OneClick => OneClick,
            Channel.UnsubscribePage => UnsubscribePage,
            Channel.FooterPage => FooterPage,
            Channel.MailedPage => MailedPage,
            Channel.ConfirmLink => ConfirmLink,
            Channel.UndoLink => UndoLink,
            Channel.Form => Form,
            Channel.Identity => Identity,
            _ => House,
        };
}
