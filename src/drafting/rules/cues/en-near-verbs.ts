import { words } from '../language.ts';

/**
 * Words that are one slip from a verb and right as they stand, so that nobody takes "plane tickets" for a plan: those among
 * the 15,000 commonest words of the list that the word vectors come with.
 */
export const nearVerbs = words(`
  accent accuse achieve acre advice albert analyst arise asset avid bahrain band bath beast bend beta black blake blind
  bloc boot brad brake brook browne burnt bush captain carey carr cart case cave chan chance chang chiang chin chose
  chosen clan clare clarity clash clement closet coast commerce complaint complement complex concert cone consul content
  context convent convoy cooke corey corp costume country county cove covert crash cream criticism croat curse curve
  dealt debt decade defect delicate delivery demise demon denise dental depend derail descent detain device devote dive
  diversity divine dominant drawn driven dusty edith empress endure entourage except expert explode extent facto factory
  fame fellow finalist finnish flavor flight forest forge forgot formal found gate gill given grande grid grown hale
  handy hardest haven hayden heard heart heath huang humidity hwang identity immense inquiry insect intensity intimate
  inventor irony joint jungle knee laundry lean licence lien logan loose lowe lunch maine mali marsh math mere mice
  migrant mold movie much multiple nabil notre optimism overcame overseen pace pain palace parole participant past path
  patron petrol phase photography plain plane planet prince product project protest proven puck purdue pure purpose
  purse quality quantity quartet quiet quite ratio reactor ready reagan rebuilt recipe recovery rector refrain refuge
  regard regina region registry reign remain remote rene replay reside resort retail ridge risen risky rotten rout sack
  sage sake sale salute sandy science scrap seat seattle secret seize severe shaken shallow shin short shot shown shrine
  sick side simple singh slave slid snail soil sold sole sore sour spain span spine sport stable stalin stan star statue
  stem strait strategist stray streak stride strife stroke stuart suite summit surrey swamp swat swift taken tall tank
  tate taylor tech than thick thin threat thrown thrust tinto title transit treaty trend tricky turin undermine
  undertaken unit upheld vacant vale vice wage waist walsh warne washn wave weary weight white wide winless withdrawn
  withdrew
`);
