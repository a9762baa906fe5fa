/** A long page: something to read, scroll through and sum up. */
import { html } from 'hono/html'

export const journal = html`<article>
<h1>The ledger of the keeper at Skerry Point</h1>
<p class="soft">Journal No. 14 · eleven minutes to read</p>
<p>For thirty-one years the light at Skerry Point was kept by a woman called Ansa Holm, and for thirty-one years she wrote
down what the light used. Oil by the pint. Wicks by the inch. Matches, which she counted. The ledgers, forty of them, came to
the county archive in a tea chest in 1962, and nobody opened the chest until 1998.</p>
<p>What they found inside was not what they had been told to look for. The archive wanted the wrecks. There were four in her
time, and each has two lines. What fills the other four thousand pages is work, done again every night, by somebody who had
decided that doing it again was the interesting part.</p>
<h2>What she wrote down</h2>
<p>Every entry has the same five columns: the hour the lamp was lit, the hour it was put out, the oil it drank, the weather in
three words, and one that she headed <em>Noticed</em>. For the first two years the last column is almost empty. “Nothing.”
“Wind in the stair.” “Nothing.” Then, in the spring of her third year, it begins to fill.</p>
<p>She noticed that a wick trimmed square burns a sixth more oil than one trimmed to a curve. She noticed that the glass fogs
from the north side first, and that it does so forty minutes before the sea does. She noticed that the supply boat was late
after a new moon and never before one, and worked out why, and told the skipper, who did not thank her.</p>
<blockquote>“It is not that I see more than I did. I have stopped putting things back where I found them.”</blockquote>
<p>That line is from 1931. It stands in the column between an entry for oil and an entry for fog, and it is the only time that she
says anything about herself.</p>
<h2>The winter of the two lamps</h2>
<p>In January 1936 the lens cracked. A new one was five weeks away. The rules of the service said what to do: hang the
reserve lamp, note the fault, wait. She hung the reserve lamp and noted the fault. Then she built a second light from a ship's
lantern and the lid of a milk churn, and stood it eleven feet from the first.</p>
<p>One light on a dark coast says: here is land. Two lights in a line say: here is the channel. Until then boats had come in by
memory. The pilots wrote to the service that winter and asked for the repair to be put off.</p>
<p>The service put it off by a year, sent an engineer to measure the milk churn, and in 1938 built the pair of lights that stands
there today, eleven feet apart. The plaque names the engineer. The ledger has, for the day he came: “Visitor. Tea. He counted the
steps, there are ninety-four.”</p>
<h2>How to keep a ledger</h2>
<p>We sell notebooks, so we have been asked what one is for. We used to say that it is for remembering. Since we read the
Skerry ledgers we think that remembering is the smaller half. A ledger makes a day the same size as the day before, and then the
difference shows.</p>
<p>Ansa Holm's five columns fit on any page. Three of them are for facts which you could look up elsewhere. They are there so
that the hand gets going. The fourth is for the weather, which is to say for everything you cannot help. The fifth is the one
that you keep the book for, and for two years it will say “Nothing”.</p>
<p>Our advice is to leave it wide.</p>
<h2>What became of the light</h2>
<p>The lamp was made electric in 1954. The last entry is from the evening before. Lit: ten past four. Out: twenty to eight. Oil: two
pints and a gill. Weather: clear, cold, still. Noticed: “How far it goes.”</p>
<p>The tea chest is on the second floor of the archive in Brannock, on the shelf by the window, and may be read on Tuesdays. Bring
a pencil. Pens, even ours, are not allowed.</p>
</article>`
