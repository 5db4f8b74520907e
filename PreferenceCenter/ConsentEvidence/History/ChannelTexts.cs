using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>Texts that name the channel of a change.</summary>
internal sealed partial class ChannelTexts
{
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
